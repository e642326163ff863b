import { json, type ProviderFixture } from "./provider-fixture.ts";

const prediction = (id: string, origin: string, change: object) =>
  json(200, predictionObject(id, origin, change));

/** A prediction as Replicate answers it, in all but what the test changes. */
export function predictionObject(id: string, origin: string, change: object): object {
  return {
    id,
    model: "lumen/paper-boats",
    version: "hidden",
    input: { prompt: "Rain on a tin roof", duration: 5, resolution: "1080p", num_frames: 120 },
    logs: "",
    output: null,
    data_removed: false,
    error: null,
    source: "api",
    status: "starting",
    created_at: "2026-11-22T10:00:00.100Z",
    started_at: null,
    completed_at: null,
    urls: {
      get: `${origin}/v1/predictions/${id}`,
      cancel: `${origin}/v1/predictions/${id}/cancel`,
      stream: "https://stream.replicate.example/v1/files/abc",
      web: `https://replicate.example/p/${id}`,
    },
    ...change,
  };
}

const STARTED = { started_at: "2026-11-22T10:00:02.000Z" };
const ENDED = { ...STARTED, completed_at: "2026-11-22T10:00:58.500Z" };
const FREE = { cost: "0.000000000", basis: "rate_card", units: null, videoSeconds: null } as const;

export const replicateFixture: ProviderFixture = {
  provider: "replicate",
  createPath: "/v1/models/lumen/paper-boats/predictions",
  createRoute: {
    route: "/v1/models/{owner}/{name}/predictions",
    pathParams: { owner: "lumen", name: "paper-boats" },
  },
  createHeaders: { prefer: "wait" },
  createBody: { input: { prompt: "Rain on a tin roof", duration: 5, resolution: "1080p" } },
  // An official model's price per output; the price list that ships holds prices of hardware alone.
  ownPrices: [
    {
      model: "lumen/paper-boats",
      unit: "second",
      conditions: { resolution: "1080p" },
      amount: "0.15",
    },
  ],
  estimate: "0.750000000 USD",
  model: "lumen/paper-boats",
  resolution: "1080p",
  accepted: (id, origin) => json(201, predictionObject(id, origin, {})),
  pollPath: (id) => `/v1/predictions/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id, origin) => [
        prediction(id, origin, {}),
        prediction(id, origin, { ...STARTED, status: "processing", logs: "30%" }),
        prediction(id, origin, {
          ...ENDED,
          status: "succeeded",
          output: "https://clips.example/1.mp4",
          metrics: { predict_time: 56.4, total_time: 58.4 },
        }),
      ],
      state: "succeeded",
      cost: "0.750000000",
      basis: "rate_card",
      units: ["5.000000000", "second"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed, of a model that is charged by its output",
      polls: (id, origin) => [
        prediction(id, origin, { ...STARTED, status: "processing" }),
        prediction(id, origin, {
          ...ENDED,
          status: "failed",
          error: "The service is not available. (E004)",
          metrics: { predict_time: 6.9 },
        }),
      ],
      state: "failed",
      ...FREE,
      failure: ["provider_error", "E004"],
    },
    {
      name: "moderated",
      polls: (id, origin) => [
        prediction(id, origin, {
          ...ENDED,
          status: "failed",
          error: "The input or output was flagged as sensitive. (E005)",
          metrics: { predict_time: 6.9 },
        }),
      ],
      state: "blocked",
      ...FREE,
      failure: ["moderated", "E005"],
    },
    {
      name: "cancelled after its start, and charged",
      polls: (id, origin) => [
        prediction(id, origin, { ...STARTED, status: "processing" }),
        prediction(id, origin, { ...ENDED, status: "canceled", metrics: { predict_time: 10 } }),
      ],
      state: "cancelled",
      cost: "0.750000000",
      basis: "rate_card",
      units: ["5.000000000", "second"],
      videoSeconds: null,
      failure: ["cancelled", "canceled"],
    },
    {
      name: "aborted before its start",
      polls: (id, origin) => [
        prediction(id, origin, {
          status: "aborted",
          completed_at: "2026-11-22T10:01:00.000Z",
        }),
      ],
      state: "cancelled",
      ...FREE,
      failure: ["cancelled", "aborted"],
    },
  ],
  refusal: {
    answer: json(422, {
      title: "Input validation failed",
      detail: "- input.duration: must be one of 5, 10",
      status: 422,
      invalid_fields: [{ type: "enum", field: "input.duration", description: "No such length" }],
    }),
    code: "enum",
    says: "- input.duration: must be one of 5, 10",
  },
  unknown: json(404, { title: "Not found", detail: "There is no such prediction.", status: 404 }),
};
