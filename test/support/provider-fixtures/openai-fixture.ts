import { json, type ProviderFixture } from "./provider-fixture.ts";

const video = (id: string, change: object) => ({
  id,
  object: "video",
  model: "sora-2",
  status: "queued",
  progress: 0,
  created_at: 1_790_000_000,
  completed_at: null,
  expires_at: null,
  prompt: "Rain on a tin roof",
  size: "1280x720",
  seconds: "8",
  remixed_from_video_id: null,
  error: null,
  ...change,
});

export const openaiFixture: ProviderFixture = {
  provider: "openai",
  createPath: "/v1/videos",
  createBody: { model: "sora-2", prompt: "Rain on a tin roof", seconds: "8", size: "1280x720" },
  estimate: "0.800000000 USD",
  model: "sora-2",
  resolution: "1280x720",
  accepted: (id) => json(200, video(id, {})),
  pollPath: (id) => `/v1/videos/${id}`,
  contentPath: (id) => `/v1/videos/${id}/content`,
  hasList: true,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        json(200, video(id, { status: "in_progress", progress: 40 })),
        json(200, video(id, { status: "completed", progress: 100, completed_at: 1_790_000_060 })),
      ],
      state: "succeeded",
      cost: "0.800000000",
      basis: "rate_card",
      units: ["8.000000000", "second"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [
        json(200, video(id, { status: "failed", error: { code: "server_error", message: "no" } })),
      ],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "server_error"],
    },
    {
      name: "moderated",
      polls: (id) => [
        json(
          200,
          video(id, { status: "failed", error: { code: "moderation_blocked", message: "no" } }),
        ),
      ],
      state: "blocked",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["moderated", "moderation_blocked"],
    },
  ],
  refusal: {
    answer: json(400, {
      error: {
        message: "'5' is no length of a video.",
        type: "invalid_request_error",
        param: "seconds",
        code: "invalid_value",
      },
    }),
    code: "invalid_value",
    says: "'5' is no length of a video.",
  },
  unknown: json(404, {
    error: { message: "No such video.", type: "invalid_request_error", param: null, code: null },
  }),
};
