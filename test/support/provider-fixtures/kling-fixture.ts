import { json, type ProviderFixture, type Story } from "./provider-fixture.ts";

const task = (id: string, change: object) => ({
  id,
  status: "submitted",
  message: "",
  create_time: 1_795_000_000_000,
  update_time: 1_795_000_045_000,
  external_id: "",
  outputs: [],
  billing: [],
  ...change,
});
const answer = (data: unknown) =>
  json(200, { code: 0, message: "SUCCEED", request_id: "req-1", data });
const tasks = (id: string, change: object) => answer([task(id, change)]);
const processing = (id: string) => tasks(id, { status: "processing" });
const finished = (id: string, billing: readonly object[]) =>
  tasks(id, {
    status: "succeeded",
    outputs: [
      { type: "video", id: "clip-1", url: "https://clips.example/1.mp4", duration: "5.041" },
    ],
    billing,
  });
const cash = (amount: string, currency = "USD") => ({
  charge_type: "cash",
  cash_type: "balance",
  amount,
  currency,
  list_price: amount,
});

const succeeded = {
  state: "succeeded",
  videoSeconds: "5.041",
  failure: null,
} as const satisfies Partial<Story>;
const failedFree = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const satisfies Partial<Story>;

export const klingFixture: ProviderFixture = {
  provider: "kling",
  api: "by model",
  createPath: "/text-to-video/kling-3.0",
  createRoute: { route: "/text-to-video/{model}", pathParams: { model: "kling-3.0" } },
  createBody: {
    prompt: "Rain on a tin roof",
    settings: { resolution: "1080p", aspect_ratio: "16:9", duration: 5, audio: "native" },
  },
  estimate: "0.840000000 USD",
  model: "kling-v3",
  resolution: "1080p",
  accepted: (id) => answer({ id, status: "submitted", create_time: 1_795_000_000_000 }),
  pollPath: (id) => `/tasks?task_ids=${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished, paid in cash at a discount",
      polls: (id) => [tasks(id, {}), processing(id), finished(id, [cash("0.798")])],
      ...succeeded,
      cost: "0.798000000",
      basis: "reported",
      units: null,
    },
    {
      name: "finished, paid in yuan",
      polls: (id) => [processing(id), finished(id, [cash("5.88", "CNY")])],
      ...succeeded,
      cost: "5.880000000",
      currency: "CNY",
      basis: "reported",
      units: null,
    },
    {
      name: "finished, paid out of two balances of one currency",
      polls: (id) => [
        finished(id, [cash("0.100000001"), { ...cash("0.739999999"), cash_type: "test_balance" }]),
      ],
      ...succeeded,
      cost: "0.840000000",
      basis: "reported",
      units: null,
    },
    {
      name: "finished, paid in points, which have no price of their own",
      polls: (id) => [finished(id, [{ charge_type: "unit", amount: "6", package_type: "video" }])],
      ...succeeded,
      cost: "0.840000000",
      basis: "rate_card",
      units: ["5.000000000", "second"],
    },
    {
      name: "finished for no points at all",
      polls: (id) => [finished(id, [{ charge_type: "unit", amount: "0", package_type: "video" }])],
      ...succeeded,
      cost: "0.000000000",
      basis: "billed_units",
      units: null,
    },
    {
      name: "failed",
      polls: (id) => [processing(id), tasks(id, { status: "failed", message: "It broke." })],
      state: "failed",
      ...failedFree,
      failure: ["provider_error", "failed"],
    },
    {
      name: "moderated",
      polls: (id) => [
        tasks(id, { status: "failed", message: "Failure to pass the risk control system" }),
      ],
      state: "blocked",
      ...failedFree,
      failure: ["moderated", "risk_control"],
    },
  ],
  refusal: {
    answer: json(200, { code: 1102, message: "The pack is empty", request_id: "req-2" }),
    code: "1102",
    says: "The pack is empty",
  },
  unknown: json(404, { code: 1203, message: "There is no such task", request_id: "req-3" }),
};
