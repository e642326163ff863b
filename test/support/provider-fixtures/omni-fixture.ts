import { json, type ProviderFixture } from "./provider-fixture.ts";

const MODEL = "gemini-omni-flash-preview";
const VIDEO_TOKENS = 46_336;
const interaction = (id: string, status: string, more: object = {}) =>
  json(200, { id, status, created: "2026-11-22T10:00:00Z", model: MODEL, ...more });
const fileOf = (id: string) => `f${id.replaceAll("-", "")}`;
const clip = (id: string, origin: string) => ({
  steps: [
    {
      type: "model_output",
      content: [
        {
          type: "video",
          mime_type: "video/mp4",
          uri: `${origin}/v1beta/files/${fileOf(id)}:download?alt=media`,
        },
      ],
    },
  ],
});
const usage = (more: object = {}) => ({
  usage: {
    total_input_tokens: 14,
    total_output_tokens: VIDEO_TOKENS,
    output_tokens_by_modality: [{ modality: "video", tokens: VIDEO_TOKENS }],
    ...more,
  },
});
const nothing = { cost: "0.000000000", basis: "rate_card", units: null, videoSeconds: null };

/** Interactions that make a video, beside Veo on the Gemini API. */
export const omniFixture: ProviderFixture = {
  provider: "google_gemini",
  api: "interactions",
  createPath: "/v1beta/interactions",
  createBody: {
    model: MODEL,
    input: "Rain on a tin roof",
    response_format: { type: "video", resolution: "720p", duration: "8s", delivery: "uri" },
    background: true,
  },
  estimate: "0.810880000 USD",
  model: MODEL,
  resolution: "720p",
  accepted: (id) => interaction(id, "queued"),
  pollPath: (id) => `/v1beta/interactions/${id}`,
  contentPath: (id) => `/v1beta/files/${fileOf(id)}:download?alt=media`,
  contentByFile: true,
  hasList: false,
  stories: [
    {
      name: "finished, its input and its video each at a price of its own",
      polls: (id, origin) => [
        interaction(id, "queued"),
        interaction(id, "in_progress"),
        interaction(id, "completed", { ...clip(id, origin), ...usage() }),
      ],
      state: "succeeded",
      cost: "0.810901000",
      basis: "billed_units",
      units: null,
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished with thoughts and words beside its video",
      polls: (id, origin) => [
        interaction(id, "completed", {
          ...clip(id, origin),
          ...usage({
            total_thought_tokens: 100,
            total_output_tokens: VIDEO_TOKENS + 20,
            output_tokens_by_modality: [
              { modality: "video", tokens: VIDEO_TOKENS },
              { modality: "text", tokens: 20 },
            ],
          }),
        }),
      ],
      state: "succeeded",
      cost: "0.811981000",
      basis: "billed_units",
      units: null,
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished with its video tokens alone",
      polls: (id, origin) => [
        interaction(id, "completed", { ...clip(id, origin), ...usage({ total_input_tokens: 0 }) }),
      ],
      state: "succeeded",
      cost: "0.810880000",
      basis: "billed_units",
      units: ["46336.000000000", "token"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "cancelled after its input was read",
      polls: (id) => [interaction(id, "cancelled", { usage: { total_input_tokens: 2_000 } })],
      state: "cancelled",
      cost: "0.003000000",
      basis: "billed_units",
      units: null,
      videoSeconds: null,
      failure: ["cancelled", "cancelled"],
    },
    {
      name: "kept back",
      polls: (id) => [
        interaction(id, "failed", { errors: [{ code: "safety", message: "It may not be made." }] }),
      ],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "safety"],
    },
    {
      name: "failed",
      polls: (id) => [interaction(id, "failed", { errors: [{ message: "It broke." }] })],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "failed"],
    },
    {
      name: "stopped by its budget",
      polls: (id) => [interaction(id, "budget_exceeded")],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "budget_exceeded"],
    },
    {
      name: "completed with words in place of a video, which are billed",
      polls: (id) => [
        interaction(id, "completed", {
          steps: [{ type: "model_output", content: [{ type: "text", text: "I can't." }] }],
          usage: {
            total_input_tokens: 14,
            total_output_tokens: 3,
            output_tokens_by_modality: [{ modality: "text", tokens: 3 }],
          },
        }),
      ],
      state: "failed",
      cost: "0.000048000",
      basis: "billed_units",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "no_video"],
    },
  ],
  refusal: {
    answer: json(400, {
      error: { code: 400, message: "There is no such model.", status: "INVALID_ARGUMENT" },
    }),
    code: "INVALID_ARGUMENT",
    says: "There is no such model.",
  },
  unknown: json(404, {
    error: { code: 404, message: "There is no such interaction.", status: "NOT_FOUND" },
  }),
};
