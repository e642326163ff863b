import { json, type ProviderFixture, type Story } from "./provider-fixture.ts";

const answer = (id: string, status: string, change: object = {}) =>
  json(200, {
    task: {
      id,
      model: "MiniMax-H3",
      status,
      created_at: 1_795_000_000,
      updated_at: 1_795_000_075,
      resolution: "768P",
      duration: 5,
      ratio: "16:9",
      ...change,
    },
  });
const finished = (id: string, usage: object) =>
  answer(id, "succeeded", { content: { url: "https://clips.example/1.mp4" }, usage });

const free = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const satisfies Partial<Story>;
const error = (code: string, message: string) => ({
  type: "error",
  error: { type: code, message, http_code: "400" },
  request_id: "req-1",
});

export const minimaxFixture: ProviderFixture = {
  provider: "minimax",
  api: "v2",
  createPath: "/v2/video_generation",
  createBody: {
    model: "MiniMax-H3",
    content: [{ type: "text", text: "Rain on a tin roof" }],
    resolution: "768P",
    duration: 5,
    ratio: "16:9",
  },
  estimate: "0.400000000 USD",
  model: "MiniMax-H3",
  resolution: "768P",
  accepted: (id) => json(200, { task_id: id }),
  pollPath: (id) => `/v2/query/video_generation/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished, by its seconds",
      polls: (id) => [
        answer(id, "queued"),
        answer(id, "running"),
        finished(id, { total_seconds: 5, input_seconds: 0, output_seconds: 5 }),
      ],
      state: "succeeded",
      cost: "0.400000000",
      basis: "billed_units",
      units: ["5.000000000", "second"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "finished, with an input clip's seconds billed too",
      polls: (id) => [finished(id, { total_seconds: 12, input_seconds: 7, output_seconds: 5 })],
      state: "succeeded",
      cost: "0.960000000",
      basis: "billed_units",
      units: ["12.000000000", "second"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "finished, with two images that cost extra",
      polls: (id) => [
        finished(id, {
          total_seconds: 5,
          input_seconds: 0,
          output_seconds: 5,
          input_image_count: 7,
        }),
      ],
      state: "succeeded",
      cost: "0.480000000",
      basis: "billed_units",
      units: null,
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [
        answer(id, "running"),
        answer(id, "failed", { error: { code: 1000, message: "It broke." } }),
      ],
      state: "failed",
      ...free,
      failure: ["provider_error", "1000"],
    },
    {
      name: "moderated",
      polls: (id) => [answer(id, "failed", { error: { code: 1027, message: "It did not pass." } })],
      state: "blocked",
      ...free,
      failure: ["moderated", "1027"],
    },
    {
      name: "cancelled while it waited",
      polls: (id) => [answer(id, "queued"), answer(id, "cancelled")],
      state: "cancelled",
      ...free,
      failure: ["cancelled", "cancelled"],
    },
    {
      name: "expired",
      polls: (id) => [answer(id, "expired")],
      state: "expired",
      ...free,
      failure: ["expired", "expired"],
    },
  ],
  refusal: {
    answer: json(400, error("bad_request_error", "duration is from 4 to 15 (2013)")),
    code: "bad_request_error",
    says: "duration is from 4 to 15 (2013)",
  },
  unknown: json(404, error("not_found_error", "There is no such task.")),
};
