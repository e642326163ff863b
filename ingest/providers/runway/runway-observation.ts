import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { instantMs } from "../instant-ms.ts";
import { readAmount } from "../read-amount.ts";

/** A task, or the answer of its create, which has no status yet. */
const taskSchema = z.object({
  id: z.string().min(1).max(300),
  status: z.enum(["PENDING", "THROTTLED", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLED"]).nullish(),
  createdAt: z.string().nullish(),
  progress: z.number().nullish(),
  failure: z.string().nullish(),
  failureCode: z.string().nullish(),
});
type Task = z.infer<typeof taskSchema>;

/**
 * Reads a task. A deletion is answered without a body and is no news: it cancels a task or erases a finished one,
 * and only the task itself says which, and what it was charged.
 */
export function observeTask(
  answer: JobAnswer,
  { jobId, source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = taskSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { id, createdAt, progress } = read.data;
  const status = statusOf(read.data);
  if (status === null && jobId !== null) return null;
  return {
    providerJobId: id,
    createdAtMs: instantMs(createdAt),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status: status ?? "submitted",
      progress: percent(progress),
      billedUnits: creditsOf(answer),
      failure: reasonOf(read.data, status),
    },
  };
}

function statusOf({ status, failureCode }: Task): Observation["status"] | null {
  switch (status) {
    case "PENDING":
    case "THROTTLED":
      return "submitted";
    case "RUNNING":
      return "running";
    case "SUCCEEDED":
      return "succeeded";
    case "FAILED":
      return isModeration(failureCode ?? "") ? "blocked" : "failed";
    case "CANCELLED":
      return "cancelled";
    case null:
    case undefined:
      return null;
  }
}

/** `SAFETY.INPUT.TEXT`, `INPUT_PREPROCESSING.SAFETY.TEXT` and the like. */
function isModeration(failureCode: string): boolean {
  return failureCode.split(".").includes("SAFETY");
}

/** What a task that has ended was charged; 0 after a full refund, and less than before after a partial one. */
function creditsOf(answer: JobAnswer): Observation["billedUnits"] {
  const units = readAmount(answer.numberText("cost.credits"));
  return units === null ? null : { unit: "credit", units };
}

function reasonOf(task: Task, status: Observation["status"] | null): Observation["failure"] {
  if (status === "blocked") return failureOf("moderated", task.failureCode, task.failure);
  if (status === "failed") return failureOf("provider_error", task.failureCode, task.failure);
  return status === "cancelled" ? failureOf("cancelled", "cancelled", task.failure) : null;
}

/** Its progress is a share of 1. */
function percent(progress: number | null | undefined): number | null {
  if (progress === null || progress === undefined || !Number.isFinite(progress)) return null;
  return Math.min(100, Math.max(0, Math.floor(progress * 100)));
}
