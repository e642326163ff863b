import { json, type ProviderFixture } from "./provider-fixture.ts";

export const STARTED_AT_MS = 1_790_000_000_000;
const MODEL = "wan2.2_t2v_low_noise_14B.safetensors";

type Event = readonly [type: string, data: object];

/** A workflow's entry in the history, as it appears at its end. */
export function historyOf(
  id: string,
  status: string,
  end: Event,
  outputs: object = {},
): Record<string, object> {
  const about = { prompt_id: id };
  const messages: Event[] = [
    ["execution_start", { ...about, timestamp: STARTED_AT_MS }],
    ["execution_cached", { ...about, nodes: ["4"], timestamp: STARTED_AT_MS + 8 }],
    [end[0], { ...about, ...end[1] }],
  ];
  return {
    [id]: {
      prompt: [3, id, {}, { client_id: "c1" }, ["9"]],
      outputs,
      status: { status_str: status, completed: status === "success", messages },
      meta: {},
    },
  };
}

export const CLIP_FILE = (id: string) => ({
  filename: `boats_${id}_.mp4`,
  subfolder: "video",
  type: "output",
});

const ran = (ms: number) => ({ timestamp: STARTED_AT_MS + ms });
const NO_CLIP = { videoSeconds: null } as const;

/** What an operator says a GPU second of the server costs. */
const GPU_SECOND = { model: MODEL, unit: "gpu_second", amount: "0.0005" } as const;

/** A workflow of a text-to-video model, its nodes numbered and linked as an export writes them. */
export const COMFYUI_WORKFLOW = {
  "3": { class_type: "KSampler", inputs: { seed: 7, steps: 20, model: ["37", 0] } },
  "6": { class_type: "CLIPTextEncode", inputs: { text: "Rain on a tin roof", clip: ["38", 0] } },
  "7": { class_type: "CLIPTextEncode", inputs: { text: "blurry", clip: ["38", 0] } },
  "37": { class_type: "UNETLoader", inputs: { unet_name: MODEL, weight_dtype: "default" } },
  "40": {
    class_type: "EmptyHunyuanLatentVideo",
    inputs: { width: 832, height: 480, length: 81, batch_size: 1 },
  },
  "49": { class_type: "CreateVideo", inputs: { fps: 16, images: ["8", 0] } },
  "9": { class_type: "SaveVideo", inputs: { filename_prefix: "boats", video: ["49", 0] } },
};

export const comfyuiFixture: ProviderFixture = {
  provider: "comfyui",
  createPath: "/prompt",
  createBody: { client_id: "c1", prompt: COMFYUI_WORKFLOW },
  ownPrices: [GPU_SECOND],
  estimate: "unpriced",
  model: MODEL,
  resolution: "832x480",
  accepted: (id) => json(200, { prompt_id: id, number: 3, node_errors: {} }),
  pollPath: (id) => `/history/${id}`,
  contentPath: (id) => `/view?filename=boats_${id}_.mp4&subfolder=video&type=output`,
  contentByFile: true,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        json(
          200,
          historyOf(id, "success", ["execution_success", ran(93_211)], {
            "9": { images: [CLIP_FILE(id)], animated: [true] },
          }),
        ),
      ],
      state: "succeeded",
      cost: "0.046605500",
      basis: "gpu_time",
      units: ["93.211000000", "gpu_second"],
      videoSeconds: "5.063",
      failure: null,
    },
    {
      name: "failed, with the time it took",
      polls: (id) => [
        json(
          200,
          historyOf(id, "error", [
            "execution_error",
            {
              ...ran(4_000),
              node_id: "3",
              exception_type: "torch.OutOfMemoryError",
              exception_message: "Allocation on device",
            },
          ]),
        ),
      ],
      state: "failed",
      cost: "0.002000000",
      basis: "gpu_time",
      units: ["4.000000000", "gpu_second"],
      ...NO_CLIP,
      failure: ["provider_error", "torch.OutOfMemoryError"],
    },
    {
      name: "interrupted, with the time it took",
      polls: (id) => [
        json(200, historyOf(id, "error", ["execution_interrupted", { ...ran(10_500) }])),
      ],
      state: "cancelled",
      cost: "0.005250000",
      basis: "gpu_time",
      units: ["10.500000000", "gpu_second"],
      ...NO_CLIP,
      failure: ["cancelled", "interrupted"],
    },
  ],
  refusal: {
    answer: json(400, {
      error: {
        type: "prompt_outputs_failed_validation",
        message: "Outputs did not validate",
        details: "",
        extra_info: {},
      },
      node_errors: {
        "37": {
          errors: [{ type: "value_not_in_list", message: "No such value", details: "unet_name" }],
          class_type: "UNETLoader",
        },
      },
    }),
    code: "prompt_outputs_failed_validation",
    says: "Outputs did not validate: No such value: unet_name",
  },
  unknown: json(404, {
    error: { type: "not_found", message: "There is no such thing.", details: "", extra_info: {} },
  }),
};
