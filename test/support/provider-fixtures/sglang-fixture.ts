import { json, type ProviderFixture } from "./provider-fixture.ts";

const video = (id: string, change: object) =>
  json(200, {
    id,
    object: "video",
    model: "sora-2",
    status: "queued",
    progress: 0,
    created_at: 1_790_000_000,
    size: "1280x720",
    seconds: "4",
    quality: "standard",
    remixed_from_video_id: null,
    completed_at: null,
    expires_at: null,
    error: null,
    ...change,
  });

export const sglangFixture: ProviderFixture = {
  provider: "sglang",
  createPath: "/v1/videos",
  createBody: { prompt: "Rain on a tin roof", seconds: 4 },
  estimate: "0.200000000 USD",
  model: "(none)",
  resolution: "(none)",
  accepted: (id) => video(id, {}),
  pollPath: (id) => `/v1/videos/${id}`,
  contentPath: (id) => `/v1/videos/${id}/content`,
  hasList: true,
  stories: [
    {
      name: "finished, from queued at once",
      polls: (id) => [
        video(id, {}),
        video(id, {
          status: "completed",
          progress: 100,
          completed_at: 1_790_000_060,
          file_path: `outputs/${id}.mp4`,
          inference_time_s: 57.9,
          peak_memory_mb: 40_211,
        }),
      ],
      state: "succeeded",
      cost: "0.200000000",
      basis: "rate_card",
      units: ["4.000000000", "second"],
      resolution: "1280x720",
      videoSeconds: "4.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [video(id, { status: "failed", error: { message: "The device broke." } })],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      resolution: "1280x720",
      videoSeconds: null,
      failure: ["provider_error", "unknown"],
    },
  ],
  refusal: {
    answer: json(422, { detail: [{ type: "missing", loc: ["body", "prompt"], msg: "Say what." }] }),
    code: "missing",
    says: "Say what.",
  },
  unknown: json(404, { detail: "There is no such video." }),
};
