import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readAmount } from "../read-amount.ts";

const shortText = z.string().min(1).max(100);
const count = z.union([z.number(), z.string()]);
const taskSchema = z.object({
  id: z.string().min(1).max(300),
  status: z.enum(["queued", "running", "succeeded", "failed", "cancelled", "expired"]).nullish(),
  model: z.string().max(300).nullish(),
  created_at: z.number().nullish(),
  updated_at: z.number().nullish(),
  resolution: shortText.nullish(),
  duration: z.number().nullish(),
  generate_audio: z.boolean().nullish(),
  service_tier: shortText.nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  usage: z.object({ completion_tokens: count.nullish() }).nullish(),
});
type Task = z.infer<typeof taskSchema>;

/**
 * Reads a task, or the answer of its create, which has no status yet. A deletion is answered without a task and is no
 * news: it cancels what waits and erases what has ended.
 */
export function observeArk(
  answer: JobAnswer,
  { jobId, source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = taskSchema.safeParse(answer.body);
  if (!read.success) return null;
  const task = read.data;
  const status = statusOf(task);
  if (status === null && jobId !== null) return null;
  const ended = status !== null && status !== "submitted" && status !== "running";
  return {
    providerJobId: task.id,
    createdAtMs: instantOf(task.created_at),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status: status ?? "submitted",
      finishedAtMs: ended ? instantOf(task.updated_at) : null,
      model: task.model ?? null,
      resolution: task.resolution ?? null,
      resolved: resolvedOf(task),
      videoSeconds: status === "succeeded" ? readAmount(answer.numberText("duration")) : null,
      billedUnits: tokensOf(answer, task),
      failure: reasonOf(task, status),
    },
  };
}

function resolvedOf(task: Task): Observation["resolved"] {
  const { resolution, generate_audio: audio, service_tier: tier } = task;
  return {
    ...(resolution == null ? {} : { resolution: resolution.toLowerCase() }),
    ...(audio == null ? {} : { audio }),
    ...(tier == null ? {} : { service_tier: tier }),
  };
}

/** Tokens come as a number, or as a number's text. */
function tokensOf(answer: JobAnswer, task: Task): Observation["billedUnits"] {
  const tokens = task.usage?.completion_tokens;
  const text = typeof tokens === "string" ? tokens : answer.numberText("usage.completion_tokens");
  const units = readAmount(text);
  return units === null ? null : { unit: "token", units };
}

function statusOf({ status, error }: Task): Exclude<Observation["status"], "deleted"> | null {
  switch (status) {
    case "queued":
      return "submitted";
    case "failed":
      return isModeration(error?.code ?? "") ? "blocked" : "failed";
    case "running":
    case "succeeded":
    case "cancelled":
    case "expired":
      return status;
    case null:
    case undefined:
      return null;
  }
}

/** `OutputVideoSensitiveContentDetected`, `InputImageSensitiveContentDetected.PrivacyInformation` and the like. */
function isModeration(code: string): boolean {
  return code.includes("SensitiveContentDetected");
}

function reasonOf({ error }: Task, status: Observation["status"] | null): Observation["failure"] {
  const { code, message } = error ?? {};
  if (status === "blocked") return failureOf("moderated", code, message);
  if (status === "failed") return failureOf("provider_error", code, message);
  return status === "cancelled" || status === "expired"
    ? failureOf(status, code ?? status, message)
    : null;
}

/** Its times are whole seconds since the epoch. */
function instantOf(seconds: number | null | undefined): number | null {
  return seconds === null || seconds === undefined || seconds <= 0 ? null : seconds * 1_000;
}
