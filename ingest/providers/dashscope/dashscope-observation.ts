import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readAmount } from "../read-amount.ts";

const taskSchema = z.object({
  output: z.object({
    task_id: z.string().min(1).max(300),
    task_status: z.enum(["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELED", "UNKNOWN"]),
    code: z.string().nullish(),
    message: z.string().nullish(),
  }),
  usage: z
    .object({ SR: z.union([z.number(), z.string()]).nullish() })
    .nullish()
    .catch(null),
});
type Task = z.infer<typeof taskSchema>;

/**
 * Reads a task. Its times name no zone and are left alone; `usage.duration` is what is billed, the seconds of an input
 * clip among them, `usage.video_duration` the same of models that make a clip out of sound.
 */
export function observeDashscope(
  answer: JobAnswer,
  { source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = taskSchema.safeParse(answer.body);
  if (!read.success) return null;
  const { output, usage } = read.data;
  const status = statusOf(read.data);
  const billed =
    readAmount(answer.numberText("usage.duration")) ??
    readAmount(answer.numberText("usage.video_duration"));
  const made = readAmount(answer.numberText("usage.output_video_duration")) ?? billed;
  const tier = usage?.SR == null ? null : `${usage.SR}P`;
  return {
    providerJobId: output.task_id,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      resolution: tier,
      resolved: tier === null ? null : { resolution: tier },
      videoSeconds: status === "succeeded" ? made : null,
      billedUnits:
        status === "succeeded" && billed !== null ? { unit: "second", units: billed } : null,
      failure: reasonOf(output, status),
    },
  };
}

const MODERATED = "DataInspectionFailed";

/** `UNKNOWN` is a task that does not exist, or whose day has passed. */
function statusOf({ output }: Task): Observation["status"] {
  switch (output.task_status) {
    case "PENDING":
      return "submitted";
    case "RUNNING":
      return "running";
    case "SUCCEEDED":
      return "succeeded";
    case "FAILED":
      return output.code === MODERATED ? "blocked" : "failed";
    case "CANCELED":
      return "cancelled";
    case "UNKNOWN":
      return "unknown_job";
  }
}

function reasonOf(output: Task["output"], status: Observation["status"]): Observation["failure"] {
  const { code, message } = output;
  if (status === "blocked") return failureOf("moderated", code, message);
  if (status === "failed") return failureOf("provider_error", code, message);
  return status === "cancelled" ? failureOf("cancelled", "cancelled", message) : null;
}
