import type { ProviderFixture, WireAnswer } from "./provider-fixture.ts";
import { json } from "./provider-fixture.ts";

const pollingUrl = (id: string, origin: string) => `${origin}/api/v1/videos/${id}`;
const job = (id: string, origin: string, change: object): object => ({
  id,
  generation_id: "gen-1790000000-xyz",
  polling_url: pollingUrl(id, origin),
  ...change,
});
const completed = (id: string, origin: string, cost: string, byok = false): WireAnswer => ({
  status: 200,
  // Written by hand: the cost is a number that no float may touch.
  text: `{"id":"${id}","polling_url":"${pollingUrl(id, origin)}","status":"completed",
    "unsigned_urls":["${pollingUrl(id, origin)}/content?index=0"],"usage":{"cost":${cost},"is_byok":${byok}}}`,
});

export const openrouterFixture: ProviderFixture = {
  provider: "openrouter",
  createPath: "/api/v1/videos",
  createBody: {
    model: "google/veo-3.1-fast",
    prompt: "Rain on a tin roof",
    duration: 8,
    resolution: "720p",
    aspect_ratio: "16:9",
    generate_audio: true,
  },
  estimate: "0.800000000 USD",
  model: "google/veo-3.1-fast",
  resolution: "720p",
  accepted: (id, origin) => json(202, job(id, origin, { status: "pending" })),
  pollPath: (id) => `/api/v1/videos/${id}`,
  contentPath: (id) => `/api/v1/videos/${id}/content?index=0`,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id, origin) => [
        json(200, job(id, origin, { status: "in_progress" })),
        completed(id, origin, "0.8"),
      ],
      state: "succeeded",
      cost: "0.800000000",
      basis: "reported",
      units: null,
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished at a cost that no float holds",
      polls: (id, origin) => [completed(id, origin, "1234567.1234567894")],
      state: "succeeded",
      cost: "1234567.123456789",
      basis: "reported",
      units: null,
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "finished on a key of one's own, where the cost is a fee",
      polls: (id, origin) => [completed(id, origin, "0.04", true)],
      state: "succeeded",
      cost: "0.800000000",
      basis: "rate_card",
      units: ["8.000000000", "second"],
      videoSeconds: "8.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id, origin) => [json(200, job(id, origin, { status: "failed", error: "It broke." }))],
      state: "failed",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "failed"],
    },
    {
      name: "cancelled",
      polls: (id, origin) => [json(200, job(id, origin, { status: "cancelled" }))],
      state: "cancelled",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["cancelled", "cancelled"],
    },
    {
      name: "expired",
      polls: (id, origin) => [json(200, job(id, origin, { status: "expired" }))],
      state: "expired",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["expired", "expired"],
    },
  ],
  refusal: {
    answer: json(400, { error: { code: 400, message: "No such model" } }),
    code: "400",
    says: "No such model",
  },
  unknown: json(404, { error: { code: 404, message: "No such job" } }),
};
