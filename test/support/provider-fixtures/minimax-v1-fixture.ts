import { json, type ProviderFixture, type Story } from "./provider-fixture.ts";

const base = (status_code: number, status_msg: string) => ({
  base_resp: { status_code, status_msg },
});
const answer = (id: string, status: string, change: object = {}) =>
  json(200, { task_id: id, status, ...base(0, "success"), ...change });

const free = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const satisfies Partial<Story>;

export const minimaxV1Fixture: ProviderFixture = {
  provider: "minimax",
  api: "v1",
  createPath: "/v1/video_generation",
  createBody: { model: "MiniMax-Hailuo-02", prompt: "Rain on a tin roof" },
  estimate: "0.280000000 USD",
  model: "MiniMax-Hailuo-02",
  resolution: "768P",
  accepted: (id) => json(200, { task_id: id, ...base(0, "success") }),
  pollPath: (id) => `/v1/query/video_generation?task_id=${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        answer(id, "Preparing"),
        answer(id, "Queueing"),
        answer(id, "Processing"),
        answer(id, "Success", { file_id: `file-${id}`, video_width: 1366, video_height: 768 }),
      ],
      state: "succeeded",
      cost: "0.280000000",
      basis: "rate_card",
      units: ["1.000000000", "video"],
      videoSeconds: "6.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [answer(id, "Processing"), answer(id, "Fail", base(1000, "It broke."))],
      state: "failed",
      ...free,
      failure: ["provider_error", "1000"],
    },
    {
      name: "moderated",
      polls: (id) => [answer(id, "Fail", base(1027, "It did not pass."))],
      state: "blocked",
      ...free,
      failure: ["moderated", "1027"],
    },
  ],
  refusal: {
    answer: json(200, { task_id: "", ...base(1008, "insufficient balance") }),
    code: "1008",
    says: "insufficient balance",
  },
  unknown: json(200, base(2013, "invalid params, there is no such task")),
};
