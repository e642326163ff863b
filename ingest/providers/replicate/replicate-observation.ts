import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { gpuMsOf } from "../gpu-ms.ts";
import { readAmount } from "../read-amount.ts";
import { instantMs } from "../instant-ms.ts";

const STATUSES = {
  starting: "submitted",
  processing: "running",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "cancelled",
  // Ended before it began.
  aborted: "cancelled",
} as const satisfies Record<string, Observation["status"]>;

const predictionSchema = z.object({
  id: z.string().min(1).max(300),
  status: z.enum(["starting", "processing", "succeeded", "failed", "canceled", "aborted"]),
  model: z.string().nullish(),
  error: z.unknown(),
  created_at: z.string().nullish(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
});
type Prediction = z.infer<typeof predictionSchema>;

/** Reads a prediction. Its time on the hardware, by which community models are charged, is in its metrics. */
export function observePrediction(
  answer: JobAnswer,
  { source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = predictionSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { id, model, created_at: created, started_at: started, completed_at: ended } = read.data;
  const ran = readAmount(answer.numberText("metrics.predict_time"));
  return {
    providerJobId: id,
    createdAtMs: instantMs(created),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status: isModerated(read.data) ? "blocked" : STATUSES[read.data.status],
      startedAtMs: instantMs(started),
      finishedAtMs: instantMs(ended),
      model: model ?? null,
      gpuMs: gpuMsOf(answer.numberText("metrics.predict_time")),
      billedUnits: ran === null || ran === 0n ? null : { unit: "gpu_second", units: ran },
      failure: reasonOf(read.data),
    },
  };
}

const urlsSchema = z.object({ urls: z.record(z.string(), z.unknown()) });

/** The addresses by which clients poll and cancel; those of its pages and streams lead elsewhere and stay. */
export function predictionUrls(body: unknown): readonly string[] {
  const read = urlsSchema.safeParse(body);
  if (!read.success) return [];
  return Object.values(read.data.urls).filter((url) => typeof url === "string");
}

const CODE = /\bE\d{3,4}\b/;
/** "Flagged as sensitive". */
const MODERATION_CODE = "E005";

function codeOf({ error }: Prediction): string | null {
  return typeof error === "string" ? (CODE.exec(error)?.[0] ?? null) : null;
}

function isModerated(prediction: Prediction): boolean {
  return prediction.status === "failed" && codeOf(prediction) === MODERATION_CODE;
}

function reasonOf(prediction: Prediction): Observation["failure"] {
  const { status, error } = prediction;
  const message = typeof error === "string" ? error : null;
  switch (status) {
    case "failed": {
      const kind = isModerated(prediction) ? "moderated" : "provider_error";
      return failureOf(kind, codeOf(prediction) ?? "failed", message);
    }
    case "canceled":
    case "aborted":
      return failureOf("cancelled", status, message);
    case "starting":
    case "processing":
    case "succeeded":
      return null;
  }
}
