import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { MODERATION_CODES } from "./minimax-error.ts";

const STATUSES = {
  Preparing: "submitted",
  Queueing: "submitted",
  Processing: "running",
  Success: "succeeded",
  Fail: "failed",
} as const;

/** A task, or the answer of a create of either API, which has no status. */
const taskSchema = z.object({
  task_id: z.string().min(1).max(300),
  status: z.enum(["Preparing", "Queueing", "Processing", "Success", "Fail"]).nullish(),
  file_id: z.string().max(300).nullish(),
  base_resp: z
    .object({ status_code: z.number().int(), status_msg: z.string().nullish() })
    .nullish(),
});
type Task = z.infer<typeof taskSchema>;

/** Reads what the first API says about a task, which is neither what it cost nor how long its clip is. */
export function observeFirstApi(
  body: unknown,
  { jobId, source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = taskSchema.safeParse(body);
  if (!read.success || (read.data.status == null && jobId !== null)) return null;
  const task = read.data;
  const status = statusOf(task);
  return {
    providerJobId: task.task_id,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      ...(task.file_id == null || task.file_id === "" ? {} : { fileIds: [task.file_id] }),
      failure: reasonOf(task, status),
    },
  };
}

function statusOf({ status, base_resp: base }: Task): Observation["status"] {
  if (status == null) return "submitted";
  const moderated = status === "Fail" && MODERATION_CODES.has(base?.status_code ?? 0);
  return moderated ? "blocked" : STATUSES[status];
}

function reasonOf(
  { base_resp: base }: Task,
  status: Observation["status"],
): Observation["failure"] {
  const code = base == null ? null : String(base.status_code);
  if (status === "blocked") return failureOf("moderated", code, base?.status_msg);
  return status === "failed" ? failureOf("provider_error", code, base?.status_msg) : null;
}
