import type { BlockingFixture } from "./blocking-fixture.ts";
import { json } from "./provider-fixture.ts";

export const nimFixture: BlockingFixture = {
  provider: "nim",
  createPath: "/v1/infer",
  createBody: {
    prompt: "A forklift turns around a corner",
    resolution: "720_16_9",
    num_frames: 189,
    fps: 24.0,
    seed: 4,
  },
  model: "(none)",
  resolution: "720_16_9",
  requestedSeconds: "7.875",
  stories: [
    {
      name: "a clip in the answer",
      answer: json(200, {
        b64_video: Buffer.from("a clip").toString("base64"),
        seed: 4,
        upsampled_prompt: null,
      }),
      state: "succeeded",
      videoSeconds: "7.875",
      failure: null,
      gpuMs: null,
      holdsClip: true,
    },
    {
      name: "an answer with no clip in it",
      answer: json(200, { b64_video: "", seed: 4, upsampled_prompt: null }),
      state: "failed",
      videoSeconds: null,
      failure: ["provider_error", "no_video"],
      gpuMs: null,
      holdsClip: false,
    },
  ],
  refusal: {
    answer: json(422, {
      detail: [{ type: "missing", loc: ["body", "prompt"], msg: "Field required" }],
    }),
    code: "missing",
    says: "Field required",
  },
  broken: { answer: json(500, { detail: "The engine ended" }), code: "unknown" },
  downloadsPass: true,
};
