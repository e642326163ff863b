import { json, type ProviderFixture, type Story } from "./provider-fixture.ts";

const answer = (id: string, status: string, change: object = {}) =>
  json(200, {
    code: 0,
    message: "SUCCEED",
    request_id: "req-1",
    data: {
      task_id: id,
      task_status: status,
      task_status_msg: "",
      task_info: {},
      created_at: 1_795_000_000_000,
      updated_at: 1_795_000_045_000,
      ...change,
    },
  });
const finished = (id: string, change: object) =>
  answer(id, "succeed", {
    task_result: {
      videos: [{ id: "clip-1", url: "https://clips.example/1.mp4", duration: "5.041" }],
    },
    ...change,
  });

/** What no charge that can be counted says is worked out of the request. */
const listed = {
  state: "succeeded",
  cost: "0.840000000",
  basis: "rate_card",
  units: ["5.000000000", "second"],
  videoSeconds: "5.041",
  failure: null,
} as const satisfies Partial<Story>;

export const klingLegacyFixture: ProviderFixture = {
  provider: "kling",
  api: "v1",
  createPath: "/v1/videos/image2video",
  createBody: {
    model_name: "kling-v3",
    image: "https://pictures.example/1.png",
    prompt: "Rain on a tin roof",
    mode: "pro",
    sound: "on",
  },
  estimate: "0.840000000 USD",
  model: "kling-v3",
  resolution: "1080p",
  accepted: (id) => answer(id, "submitted"),
  pollPath: (id) => `/v1/videos/image2video/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished, paid in points, which have no price of their own",
      polls: (id) => [
        answer(id, "submitted"),
        answer(id, "processing"),
        finished(id, { final_unit_deduction: "5.5" }),
      ],
      ...listed,
    },
    {
      name: "finished, paid in money of a currency that it does not name",
      polls: (id) => [
        finished(id, {
          final_unit_deduction: "0",
          final_balance_deduction: { quota: "0.8", list_price: "0.84" },
        }),
      ],
      ...listed,
    },
    {
      name: "failed, with no points taken",
      polls: (id) => [
        answer(id, "failed", { task_status_msg: "It broke.", final_unit_deduction: "0" }),
      ],
      state: "failed",
      cost: "0.000000000",
      basis: "billed_units",
      units: null,
      videoSeconds: null,
      failure: ["provider_error", "failed"],
    },
    {
      name: "moderated",
      polls: (id) => [
        answer(id, "processing"),
        answer(id, "failed", { task_status_msg: "Failure to pass the risk control system" }),
      ],
      state: "blocked",
      cost: "0.000000000",
      basis: "rate_card",
      units: null,
      videoSeconds: null,
      failure: ["moderated", "risk_control"],
    },
  ],
  refusal: {
    answer: json(400, { code: 1201, message: "No such mode", request_id: "req-2" }),
    code: "1201",
    says: "No such mode",
  },
  unknown: json(200, { code: 1203, message: "There is no such task", request_id: "req-3" }),
};
