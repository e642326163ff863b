import { json, type ProviderFixture } from "./provider-fixture.ts";

const generation = (id: string, change: object) =>
  json(200, {
    id,
    created_at: "2026-11-22T10:00:00Z",
    model: "ray-3.2",
    type: "video",
    state: "queued",
    failure_code: null,
    failure_reason: null,
    output: [],
    ...change,
  });

export const lumaFixture: ProviderFixture = {
  provider: "luma",
  createPath: "/v1/generations",
  createBody: {
    model: "ray-3.2",
    type: "video",
    prompt: "Rain on a tin roof",
    aspect_ratio: "16:9",
    video: { resolution: "720p", duration: "5s" },
  },
  estimate: "0.300000000 USD",
  model: "ray-3.2",
  resolution: "720p",
  accepted: (id) => generation(id, {}),
  pollPath: (id) => `/v1/generations/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        generation(id, { state: "processing" }),
        generation(id, {
          state: "completed",
          output: [{ type: "video", url: "https://clips.example/1.mp4" }],
        }),
      ],
      state: "succeeded",
      cost: "0.300000000",
      basis: "rate_card",
      units: ["1.000000000", "video"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [
        generation(id, {
          state: "failed",
          failure_code: "generation_failed",
          failure_reason: "It broke.",
        }),
      ],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "generation_failed"],
    },
    {
      name: "moderated",
      polls: (id) => [
        generation(id, {
          state: "failed",
          failure_code: "content_moderated",
          failure_reason: "It did not pass.",
        }),
      ],
      state: "blocked",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["moderated", "content_moderated"],
    },
  ],
  refusal: {
    answer: json(400, { detail: "No such resolution", code: "invalid_request" }),
    code: "invalid_request",
    says: "No such resolution",
  },
  unknown: json(404, { detail: "No such generation" }),
};
