import type { BlockingFixture } from "./blocking-fixture.ts";
import { json } from "./provider-fixture.ts";

const made = (...data: readonly object[]) =>
  json(200, { created: 1_790_000_000, id: "3f0c4e0a-0000-4000-8000-00000000a1b2", data });

const error = (status: number, message: string) =>
  json(status, { error: { code: status, message, type: "" } });

export const localaiFixture: BlockingFixture = {
  provider: "localai",
  createPath: "/video",
  createBody: {
    model: "wan2.1-t2v",
    prompt: "Fog over a harbour",
    width: 832,
    height: 480,
    num_frames: 81,
    fps: 16,
  },
  model: "wan2.1-t2v",
  resolution: "832x480",
  requestedSeconds: "5.063",
  stories: [
    {
      name: "a clip in the answer",
      answer: made({ b64_json: Buffer.from("a clip").toString("base64") }),
      state: "succeeded",
      videoSeconds: "5.063",
      failure: null,
      gpuMs: null,
      holdsClip: true,
    },
    {
      name: "a file that is fetched later",
      answer: made({ url: "/generated-videos/fog.mp4" }),
      state: "succeeded",
      videoSeconds: "5.063",
      failure: null,
      gpuMs: null,
      holdsClip: false,
    },
    {
      name: "an answer with no clip in it",
      answer: made(),
      state: "failed",
      videoSeconds: null,
      failure: ["provider_error", "no_video"],
      gpuMs: null,
      holdsClip: false,
    },
  ],
  refusal: { answer: error(404, "no such model"), code: "404", says: "no such model" },
  broken: { answer: error(500, "the backend ended"), code: "500" },
  downloadsPass: true,
};
