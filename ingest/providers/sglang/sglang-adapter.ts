import type { ProviderAdapter } from "../adapter.ts";
import { videoList } from "../openai/openai-list.ts";
import { serverAdapter } from "../openai/server-adapter.ts";
import { isServerError } from "../openai/server-error.ts";
import { observeListedVideo, observeServerVideo } from "../openai/server-observation.ts";
import { withoutEchoedModel } from "./echoed-model.ts";

/**
 * SGLang: a deletion is answered with the video in the status `deleted`, and its work goes on. So it settles nothing:
 * whoever deletes a running job has it lost, for nobody learns any more how long the server worked.
 */
export const sglangAdapter: ProviderAdapter = {
  ...serverAdapter,
  provider: "sglang",
  observeJob: (answer, ask) => withoutEchoedModel(observeServerVideo(answer, ask)),
  list: videoList("/v1/videos", (body, source, seenAtMs) =>
    withoutEchoedModel(observeListedVideo(body, source, seenAtMs)),
  ),
  // Said of a job that is very well known, by whoever asks for its clip too early.
  isProviderError: (body) => isServerError(body) && !isStillRunning(body),
};

function isStillRunning(body: unknown): boolean {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : null;
  return typeof detail === "string" && /still in[- ]progress/i.test(detail);
}
