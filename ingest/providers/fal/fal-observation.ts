import { z } from "zod";
import { NOTHING_KNOWN, UNIT_OF_PRICE, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readAmount } from "../read-amount.ts";
import { readFalError, type FalError } from "./fal-error.ts";

export const BILLABLE_UNITS = "x-fal-billable-units";

/** What a create and a question about a request's status are answered. */
const requestSchema = z.object({
  request_id: z.string().min(1).max(300),
  status: z.enum(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"]).nullish(),
  metrics: z.object({ inference_time: z.number().nonnegative().nullish() }).nullish(),
});
type Request = z.infer<typeof requestSchema>;

const urlsSchema = z.object({
  response_url: z.string().nullish(),
  status_url: z.string().nullish(),
  cancel_url: z.string().nullish(),
});

/** A request that was taken out of the queue before it began; a running one is only asked to stop. */
const cancelledSchema = z.object({ status: z.literal("OK") });

/**
 * Reads a request. `COMPLETED` is no end, for only the result tells whether it failed: any JSON object that is no error is
 * the result of one that did not.
 */
export function observeFal(
  answer: JobAnswer,
  { jobId, source, seenAtMs }: JobAsk,
): JobReport | null {
  const seen = { ...NOTHING_KNOWN, source, seenAtMs };
  if (source === "cancel") {
    if (jobId === null || !cancelledSchema.safeParse(answer.body).success) return null;
    return report(jobId, {
      ...seen,
      status: "cancelled",
      failure: failureOf("cancelled", "cancelled", null),
    });
  }
  const request = readRequest(answer, jobId === null);
  if (request !== null) {
    const { request_id: id } = request;
    return report(id, { ...seen, status: statusOf(request), gpuMs: gpuMsOf(request) });
  }
  if (jobId === null) return null;
  const end = answer.status < 300 ? resultOf(answer) : failureOfJob(answer);
  return end === null ? null : report(jobId, { ...seen, ...end });
}

/** The addresses by which clients go on. */
export function falUrls(body: unknown): readonly string[] {
  const read = urlsSchema.safeParse(body);
  if (!read.success) return [];
  const { response_url: result, status_url: status, cancel_url: cancel } = read.data;
  return [result, status, cancel].flatMap((url) => url ?? []);
}

function report(providerJobId: string, observation: Observation): JobReport {
  return { providerJobId, createdAtMs: null, prompt: null, seconds: null, observation };
}

/** Null for what is no request; a result may hold a `request_id` too, but no status of the queue. */
function readRequest({ status, body }: JobAnswer, isCreate: boolean): Request | null {
  const read = requestSchema.safeParse(body);
  if (!read.success || status >= 300) return null;
  return isCreate || read.data.status != null ? read.data : null;
}

function statusOf({ status }: Request): "submitted" | "running" {
  return status === "IN_PROGRESS" || status === "COMPLETED" ? "running" : "submitted";
}

function gpuMsOf({ metrics }: Request): number | null {
  const seconds = metrics?.inference_time;
  return seconds === null || seconds === undefined ? null : seconds * 1_000;
}

type End = Pick<Observation, "status"> & Partial<Observation>;

function resultOf(answer: JobAnswer): End | null {
  if (!z.looseObject({}).safeParse(answer.body).success) return null;
  const videoSeconds = readAmount(answer.numberText("video.duration"));
  return {
    status: "succeeded",
    videoSeconds: videoSeconds === 0n ? null : videoSeconds,
    billedUnits: billedUnitsOf(answer),
  };
}

/** What an error in place of a result says. */
function failureOfJob(answer: JobAnswer): End | null {
  const error = readFalError(answer.body);
  if (error === null || error.ofQuestion || OF_CALLER.has(answer.status)) return null;
  const { code, message } = error;
  const billedUnits = billedUnitsOf(answer);
  if (error.faults?.includes(MODERATION) === true) {
    return { status: "blocked", billedUnits, failure: failureOf("moderated", MODERATION, message) };
  }
  if (CANCELLED.has(code)) {
    return { status: "cancelled", billedUnits, failure: failureOf("cancelled", code, message) };
  }
  if (isEnd(error, answer.status)) {
    return { status: "failed", billedUnits, failure: failureOf("provider_error", code, message) };
  }
  // The result of a request that goes on; whether it has begun is not said.
  return answer.status === 400 && message === STILL_IN_PROGRESS ? { status: "submitted" } : null;
}

/** About who asks, or how often. */
const OF_CALLER: ReadonlySet<number> = new Set([401, 403, 408, 429]);

const STILL_IN_PROGRESS = "Request is still in progress";
const MODERATION = "content_policy_violation";
const CANCELLED: ReadonlySet<string> = new Set(["client_cancelled", "client_disconnected"]);

/** A model's own faults, what can't be processed, and what became of a runner. Anything else may be a fault on the way. */
function isEnd({ faults, code }: FalError, status: number): boolean {
  return (
    faults !== null ||
    status === 422 ||
    code === "request_timeout" ||
    code === "startup_timeout" ||
    code.startsWith("runner_")
  );
}

/** Of the endpoint's own unit, which only its price names. */
function billedUnitsOf(answer: JobAnswer): Observation["billedUnits"] {
  const units = readAmount(answer.header(BILLABLE_UNITS)?.trim() ?? null);
  return units === null ? null : { unit: UNIT_OF_PRICE, units };
}
