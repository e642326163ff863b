import { json, type ProviderFixture, type WireAnswer } from "./provider-fixture.ts";

const task = (id: string, output: object, rest: object = {}): WireAnswer =>
  json(200, { request_id: "req-1", output: { task_id: id, ...output }, ...rest });

const nothing = {
  cost: "0.000000000",
  basis: "rate_card",
  units: null,
  videoSeconds: null,
} as const;

export const dashscopeFixture: ProviderFixture = {
  provider: "alibaba_dashscope",
  createPath: "/api/v1/services/aigc/video-generation/video-synthesis",
  createHeaders: { "x-dashscope-async": "enable" },
  createBody: {
    model: "wan2.7-t2v",
    input: { prompt: "Rain on a tin roof" },
    parameters: { resolution: "720P", ratio: "16:9", duration: 5, watermark: false },
  },
  estimate: "0.500000000 USD",
  model: "wan2.7-t2v",
  resolution: "720P",
  accepted: (id) => task(id, { task_status: "PENDING" }),
  pollPath: (id) => `/api/v1/tasks/${id}`,
  contentPath: null,
  hasList: false,
  stories: [
    {
      name: "finished, with the seconds of an input clip billed too",
      polls: (id) => [
        task(id, { task_status: "RUNNING", submit_time: "2026-11-22 18:00:00.000" }),
        task(
          id,
          { task_status: "SUCCEEDED", video_url: "https://clips.example/1.mp4" },
          {
            usage: {
              duration: 7.5,
              output_video_duration: 5,
              input_video_duration: 2.5,
              SR: 720,
              video_count: 1,
            },
          },
        ),
      ],
      state: "succeeded",
      cost: "0.750000000",
      basis: "billed_units",
      units: ["7.500000000", "second"],
      videoSeconds: "5.000",
      failure: null,
    },
    {
      name: "failed",
      polls: (id) => [
        task(id, { task_status: "FAILED", code: "InternalError", message: "It broke." }),
      ],
      state: "failed",
      ...nothing,
      failure: ["provider_error", "InternalError"],
    },
    {
      name: "moderated",
      polls: (id) => [
        task(id, {
          task_status: "FAILED",
          code: "DataInspectionFailed",
          message: "It did not pass.",
        }),
      ],
      state: "blocked",
      ...nothing,
      failure: ["moderated", "DataInspectionFailed"],
    },
    {
      name: "cancelled",
      polls: (id) => [task(id, { task_status: "CANCELED" })],
      state: "cancelled",
      ...nothing,
      failure: ["cancelled", "cancelled"],
    },
  ],
  refusal: {
    answer: json(400, { code: "InvalidParameter", message: "No such tier", request_id: "req-2" }),
    code: "InvalidParameter",
    says: "No such tier",
  },
  unknown: json(404, { code: "NotFound", message: "No such task", request_id: "req-3" }),
};
