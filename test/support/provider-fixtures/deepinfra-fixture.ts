import { json, type ProviderFixture } from "./provider-fixture.ts";

const job = (id: string, change: object) =>
  json(200, {
    id,
    object: "video.generation.job",
    created_at: 1_790_000_000,
    status: "queued",
    model: "p-video",
    data: null,
    error: null,
    ...change,
  });

export const deepinfraFixture: ProviderFixture = {
  provider: "deepinfra",
  createPath: "/v1/videos",
  createBody: { model: "p-video", prompt: "Rain on a tin roof", seconds: "5", size: "1280x720" },
  estimate: "0.070000000 USD",
  model: "p-video",
  resolution: "1280x720",
  accepted: (id) => job(id, {}),
  pollPath: (id) => `/v1/videos/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        job(id, { status: "running" }),
        job(id, {
          status: "completed",
          data: [{ url: "https://clips.example/1.mp4", format: "mp4" }],
        }),
      ],
      state: "succeeded",
      cost: "0.070000000",
      basis: "rate_card",
      units: ["1.000000000", "video"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed, as its error alone tells",
      polls: (id) => [job(id, { status: "completed", error: "It broke." })],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "unknown"],
    },
    {
      name: "completed with nothing in it",
      polls: (id) => [job(id, { status: "completed", data: [] })],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "no_video"],
    },
  ],
  refusal: {
    answer: json(422, { detail: [{ type: "value_error", msg: "No such size." }] }),
    code: "value_error",
    says: "No such size.",
  },
  unknown: json(404, { detail: "There is no such job." }),
};
