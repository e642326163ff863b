import type { ObservationSource } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { gpuMsOf } from "../gpu-ms.ts";
import { observeVideo } from "./openai-observation.ts";

/** Reads a video of a server of open models, which tells how long it worked and which size the model's default is. */
export function observeServerVideo(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const report = observeListedVideo(answer.body, ask.source, ask.seenAtMs);
  if (report === null || report.observation.gpuMs === null) return report;
  const gpuMs = gpuMsOf(answer.numberText("inference_time_s"));
  if (gpuMs === null) return report;
  return { ...report, observation: { ...report.observation, gpuMs } };
}

/** As one of a list, where numbers are not read from their text. */
export function observeListedVideo(
  body: unknown,
  source: ObservationSource,
  seenAtMs: number,
): JobReport | null {
  const report = observeVideo(body, source, seenAtMs);
  const size = report?.observation.resolution ?? null;
  if (report === null || size === null) return report;
  return {
    ...report,
    observation: { ...report.observation, resolved: { resolution: size, size } },
  };
}
