import { json, type ProviderFixture, type Story } from "./provider-fixture.ts";

const task = (id: string, change: object) =>
  json(200, { id, createdAt: "2026-11-22T10:00:00.000Z", ...change });
const running = (id: string) =>
  task(id, { status: "RUNNING", progress: 0.42, estimatedCost: { credits: 60 } });

/** Ends that name no money in themselves: the credits do. */
const charged = (credits: number): Pick<Story, "cost" | "basis" | "units" | "videoSeconds"> => ({
  cost: (credits / 100).toFixed(9),
  basis: "billed_units",
  units: credits === 0 ? null : [`${credits}.000000000`, "credit"],
  videoSeconds: null,
});

export const runwayFixture: ProviderFixture = {
  provider: "runway",
  createPath: "/v1/text_to_video",
  createBody: {
    model: "gen4.5",
    promptText: "Rain on a tin roof",
    ratio: "1280:720",
    duration: 5,
  },
  estimate: "0.600000000 USD",
  model: "gen4.5",
  resolution: "1280x720",
  accepted: (id) => json(200, { id, estimatedCost: { credits: 60 } }),
  pollPath: (id) => `/v1/tasks/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished",
      polls: (id) => [
        task(id, { status: "PENDING", estimatedCost: { credits: 60 } }),
        task(id, { status: "THROTTLED", estimatedCost: { credits: 60 } }),
        running(id),
        task(id, {
          status: "SUCCEEDED",
          output: ["https://clips.example/1.mp4"],
          cost: { credits: 60 },
        }),
      ],
      state: "succeeded",
      ...charged(60),
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed and refunded",
      polls: (id) => [
        running(id),
        task(id, {
          status: "FAILED",
          failure: "It broke.",
          failureCode: "INTERNAL.BAD_OUTPUT.CODE01",
          cost: { credits: 0 },
        }),
      ],
      state: "failed",
      ...charged(0),
      failure: ["provider_error", "INTERNAL.BAD_OUTPUT.CODE01"],
    },
    {
      name: "moderated and charged",
      polls: (id) => [
        task(id, {
          status: "FAILED",
          failure: "It did not pass.",
          failureCode: "SAFETY.OUTPUT.VIDEO",
          cost: { credits: 60 },
        }),
      ],
      state: "blocked",
      ...charged(60),
      failure: ["moderated", "SAFETY.OUTPUT.VIDEO"],
    },
    {
      name: "cancelled, with a part of it charged",
      polls: (id) => [running(id), task(id, { status: "CANCELLED", cost: { credits: 12 } })],
      state: "cancelled",
      ...charged(12),
      failure: ["cancelled", "cancelled"],
    },
  ],
  refusal: {
    answer: json(400, {
      error: "The body is not valid",
      issues: [{ code: "invalid_value", path: ["ratio"], message: "No such ratio" }],
      docUrl: "https://docs.example",
    }),
    code: "invalid_value",
    says: "The body is not valid: No such ratio",
  },
  unknown: json(404, { error: "There is no such task." }),
};
