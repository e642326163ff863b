import { z } from "zod";
import type { Nano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readSeconds } from "../read-seconds.ts";

const STATUSES = {
  queued: "submitted",
  preprocessing: "running",
  running: "running",
  processing: "running",
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
} as const satisfies Record<string, Observation["status"]>;

const MODERATION = new Set(["input_moderation", "output_moderation"]);

const jobSchema = z.object({
  object: z.literal("video.generation.job"),
  id: z.string().min(1).max(300),
  status: z.enum([
    "queued",
    "preprocessing",
    "running",
    "processing",
    "succeeded",
    "failed",
    "cancelled",
  ]),
  created_at: z.number().positive().nullish(),
  finished_at: z.number().positive().nullish(),
  prompt: z.string().nullish(),
  model: z.string().max(300).nullish(),
  generations: z
    .array(z.object({ id: z.string().min(1).max(200), n_seconds: z.number().nullish() }))
    .nullish(),
  failure_reason: z.string().nullish(),
});
type Job = z.infer<typeof jobSchema>;

/** Reads a Sora 1 job. Its clips, one for each variant, are its generations. */
export function observeAzureJob(body: unknown, { source, seenAtMs }: JobAsk): JobReport | null {
  const read = jobSchema.safeParse(body);
  if (!read.success) return null;
  const { id, created_at: createdAt, finished_at: finishedAt, prompt, model } = read.data;
  const status = statusOf(read.data);
  const clips = read.data.generations ?? [];
  return {
    providerJobId: id,
    createdAtMs: milliseconds(createdAt),
    prompt: prompt ?? null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      finishedAtMs: milliseconds(finishedAt),
      model: model ?? null,
      videoSeconds: status === "succeeded" ? lengthOf(clips) : null,
      failure: reasonOf(read.data, status),
      ...(clips.length === 0 ? {} : { fileIds: clips.map((clip) => clip.id) }),
    },
  };
}

function statusOf({ status, failure_reason: reason }: Job): Observation["status"] {
  return status === "failed" && MODERATION.has(reason ?? "") ? "blocked" : STATUSES[status];
}

function reasonOf(job: Job, status: Observation["status"]): Observation["failure"] {
  const reason = job.failure_reason;
  if (status === "blocked") return failureOf("moderated", reason, "");
  if (status === "failed") return failureOf("provider_error", reason, "");
  return status === "cancelled" ? failureOf("cancelled", "cancelled", "") : null;
}

/** Seconds of all clips together; null when one doesn't tell. */
function lengthOf(clips: NonNullable<Job["generations"]>): Nano | null {
  if (clips.length === 0) return null;
  return clips.reduce<Nano | null>((sum, clip) => {
    const seconds = readSeconds(String(clip.n_seconds ?? ""));
    return sum === null || seconds === null ? null : sum + seconds;
  }, 0n);
}

function milliseconds(unixSeconds: number | null | undefined): number | null {
  return unixSeconds == null ? null : Math.round(unixSeconds * 1_000);
}
