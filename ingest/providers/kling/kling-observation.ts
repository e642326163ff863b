import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readKlingTask, type KlingTask } from "./kling-task.ts";

/** Its `data` is a task, or, asked for by ids, a list of some. */
const envelopeSchema = z.object({ code: z.literal(0), data: z.unknown() });

/** Reads the one task that was asked for, or that a create made. Failed tasks are charged nothing. */
export function observeKling(
  answer: JobAnswer,
  { jobId, source, seenAtMs }: JobAsk,
): JobReport | null {
  const envelope = envelopeSchema.safeParse(answer.body);
  if (!envelope.success) return null;
  const { data } = envelope.data;
  const tasks = (Array.isArray(data) ? data : [data]).map(readKlingTask);
  const task = tasks.find((each) => each !== null && (jobId === null || each.id === jobId));
  if (task === null || task === undefined) return null;
  const status = statusOf(task);
  const ended = task.status === "succeeded" || task.status === "failed";
  return {
    providerJobId: task.id,
    createdAtMs: task.createdAtMs,
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      finishedAtMs: ended ? task.updatedAtMs : null,
      videoSeconds: status === "succeeded" ? task.seconds : null,
      ...(ended ? task.charges : {}),
      failure: reasonOf(task, status),
    },
  };
}

function statusOf(task: KlingTask): Observation["status"] {
  if (task.status === "processing") return "running";
  return task.status === "failed" && isModeration(task.message) ? "blocked" : task.status;
}

/** Tasks carry no code: their message is all that tells a moderated one from others. */
function isModeration(message: string): boolean {
  return /risk control|content security/i.test(message);
}

function reasonOf({ message }: KlingTask, status: Observation["status"]): Observation["failure"] {
  if (status === "blocked") return failureOf("moderated", "risk_control", message);
  return status === "failed" ? failureOf("provider_error", "failed", message) : null;
}
