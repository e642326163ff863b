import { json, type ProviderFixture } from "./provider-fixture.ts";

const generation = (id: string, change: object) =>
  json(200, {
    id,
    generation_type: "video",
    state: "queued",
    failure_reason: null,
    created_at: "2026-11-22T10:00:00.000Z",
    assets: null,
    model: "ray-2",
    request: {
      generation_type: "video",
      model: "ray-2",
      prompt: "Rain on a tin roof",
      resolution: "720p",
      duration: "5s",
      keyframes: null,
    },
    ...change,
  });

const nothing = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const;

export const dreamMachineFixture: ProviderFixture = {
  provider: "luma_dream_machine",
  createPath: "/dream-machine/v1/generations/video",
  createBody: {
    model: "ray-2",
    prompt: "Rain on a tin roof",
    aspect_ratio: "16:9",
    resolution: "720p",
    duration: "5s",
  },
  estimate: "0.710000000 USD",
  model: "ray-2",
  resolution: "720p",
  accepted: (id) => generation(id, {}),
  pollPath: (id) => `/dream-machine/v1/generations/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        generation(id, { state: "dreaming" }),
        generation(id, {
          state: "completed",
          assets: { video: "https://clips.example/1.mp4" },
        }),
      ],
      state: "succeeded",
      cost: "0.710000000",
      basis: "rate_card",
      units: ["1.000000000", "video"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [generation(id, { state: "failed", failure_reason: "It broke." })],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "unknown"],
    },
    {
      name: "moderated",
      polls: (id) => [
        generation(id, { state: "failed", failure_reason: "No: moderation did not pass it" }),
      ],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "unknown"],
    },
  ],
  refusal: {
    answer: json(400, { detail: "No such resolution" }),
    code: "unknown",
    says: "No such resolution",
  },
  unknown: json(404, { detail: "No such generation" }),
};
