import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";

const jobSchema = z.object({
  id: z.string().min(1).max(300),
  status: z.string().max(100),
  created_at: z.number().nullish(),
  model: z.string().max(300).nullish(),
  data: z.array(z.object({ url: z.string().nullish() })).nullish(),
  error: z
    .union([z.string(), z.object({ code: z.string().nullish(), message: z.string().nullish() })])
    .nullish(),
});
type Job = z.infer<typeof jobSchema>;

/** Reads a job. It has three states and none for a failure, which its `error` tells. */
export function observeDeepinfra(
  answer: JobAnswer,
  { source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = jobSchema.safeParse(answer.body);
  if (!read.success) return null;
  const status = statusOf(read.data);
  if (status === null) return null;
  const { id, created_at: createdAt, model } = read.data;
  return {
    providerJobId: id,
    createdAtMs: createdAt == null || createdAt <= 0 ? null : Math.round(createdAt * 1_000),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      model: model ?? null,
      failure: status === "failed" ? reasonOf(read.data) : null,
    },
  };
}

function statusOf({ status, error, data }: Job): Observation["status"] | null {
  if (error != null) return "failed";
  switch (status) {
    case "queued":
      return "submitted";
    case "running":
      return "running";
    case "completed":
      return (data ?? []).length > 0 ? "succeeded" : "failed";
    default:
      return null;
  }
}

function reasonOf({ error }: Job): Observation["failure"] {
  if (error == null) return failureOf("provider_error", "no_video", "It ended without a clip.");
  const { code, message } = typeof error === "string" ? { code: null, message: error } : error;
  return failureOf("provider_error", code, message);
}
