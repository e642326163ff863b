import type { BlockingFixture } from "./blocking-fixture.ts";
import { json } from "./provider-fixture.ts";

const video = (change: object) =>
  json(200, {
    id: "video_7",
    object: "video",
    model: "Wan-AI/Wan2.1-T2V-1.3B-Diffusers",
    status: "completed",
    progress: 100,
    created: 1_790_000_000,
    data: [{ url: "file:///srv/clips/7.mp4", b64_json: null }],
    error: null,
    inference_time_s: 44.2,
    ...change,
  });

export const dynamoFixture: BlockingFixture = {
  provider: "dynamo",
  createPath: "/v1/videos",
  createBody: {
    model: "Wan-AI/Wan2.1-T2V-1.3B-Diffusers",
    prompt: "Snow on a tram",
    seconds: 4,
    nvext: { fps: 16 },
  },
  model: "Wan-AI/Wan2.1-T2V-1.3B-Diffusers",
  resolution: "832x480",
  requestedSeconds: "4.000",
  stories: [
    {
      name: "a clip that lies elsewhere",
      answer: video({}),
      state: "succeeded",
      videoSeconds: "4.000",
      failure: null,
      gpuMs: 44_200,
      holdsClip: false,
    },
    {
      name: "a clip in the answer",
      answer: video({ data: [{ url: null, b64_json: "AAAA" }], inference_time_s: 8.0005 }),
      state: "succeeded",
      videoSeconds: "4.000",
      failure: null,
      gpuMs: 8_001,
      holdsClip: true,
    },
    {
      name: "a failure",
      answer: video({ status: "failed", data: [], error: "CUDA out of memory" }),
      state: "failed",
      videoSeconds: null,
      failure: ["provider_error", "unknown"],
      gpuMs: 44_200,
      holdsClip: false,
    },
  ],
  refusal: {
    answer: json(400, {
      error: { message: "model not found", type: "invalid_request_error", code: "no_model" },
    }),
    code: "no_model",
    says: "model not found",
  },
  broken: {
    answer: json(500, { error: { message: "no worker", type: "server_error", code: "no_worker" } }),
    code: "no_worker",
  },
  downloadsPass: false,
};
