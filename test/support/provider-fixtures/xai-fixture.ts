import { json, type ProviderFixture } from "./provider-fixture.ts";

const MODEL = "grok-imagine-video-1.5";
const pending = (progress: number) => json(202, { status: "pending", progress, model: MODEL });
const done = (ticks: string, respectsModeration: boolean) => ({
  status: 200,
  // Written by hand: the ticks are a number that no float need hold.
  text: `{"status":"done","progress":100,"model":"${MODEL}","video":{"url":"${
    respectsModeration ? "https://clips.example/1.mp4" : ""
  }","duration":6,"respect_moderation":${respectsModeration}},"usage":{"cost_in_usd_ticks":${ticks}}}`,
});

export const xaiFixture: ProviderFixture = {
  provider: "xai",
  createPath: "/v1/videos/generations",
  createBody: { model: MODEL, prompt: "Rain on a tin roof", duration: 6, resolution: "720p" },
  estimate: "0.840000000 USD",
  model: MODEL,
  resolution: "720p",
  accepted: (id) => json(200, { request_id: id }),
  pollPath: (id) => `/v1/videos/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: () => [{ status: 202, text: "" }, pending(37), done("8400000000", true)],
      state: "succeeded",
      cost: "0.840000000",
      basis: "reported",
      units: null,
      videoSeconds: "6.000",
      failure: null,
    },
    {
      name: "finished at ticks finer than a nano",
      polls: () => [done("8400000015", true)],
      state: "succeeded",
      cost: "0.840000002",
      basis: "reported",
      units: null,
      videoSeconds: "6.000",
      failure: null,
    },
    {
      name: "kept back by moderation and charged all the same",
      polls: () => [pending(80), done("8400000000", false)],
      state: "blocked",
      cost: "0.840000000",
      basis: "reported",
      units: null,
      videoSeconds: null,
      failure: ["moderated", "respect_moderation"],
    },
    {
      name: "kept back by moderation without naming the money",
      polls: () => [json(200, { status: "done", video: { respect_moderation: false } })],
      state: "blocked",
      cost: "0.840000000",
      basis: "rate_card",
      units: ["6.000000000", "second"],
      videoSeconds: null,
      failure: ["moderated", "respect_moderation"],
    },
    {
      name: "failed",
      polls: () => [
        json(200, { status: "failed", error: { code: "internal_error", message: "It broke." } }),
      ],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "internal_error"],
    },
    {
      name: "expired",
      polls: () => [json(200, { status: "expired" })],
      state: "expired",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["expired", "expired"],
    },
  ],
  refusal: {
    answer: json(400, { code: "invalid argument", error: "duration is from 1 to 15" }),
    code: "invalid argument",
    says: "duration is from 1 to 15",
  },
  unknown: json(404, { code: "not found", error: "There is no such request." }),
};
