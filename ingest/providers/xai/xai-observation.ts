import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readAmount } from "../read-amount.ts";
import { readSeconds } from "../read-seconds.ts";

const createdSchema = z.object({ request_id: z.string().min(1).max(300) });

const jobSchema = z.object({
  status: z.enum(["pending", "done", "failed", "expired"]),
  progress: z.number().nullish(),
  model: z.string().max(300).nullish(),
  video: z
    .object({ duration: z.number().nullish(), respect_moderation: z.boolean().nullish() })
    .nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});
type Job = z.infer<typeof jobSchema>;

/** The made clip did not pass moderation: it is kept back, and charged. */
export const KEPT_BACK = "respect_moderation";
const TICKS_PER_USD = 10_000_000_000n;

/** A job's answers don't repeat its id: they are about the job that was asked for. */
export function observeXai(answer: JobAnswer, ask: JobAsk): JobReport | null {
  const { jobId, source, seenAtMs } = ask;
  if (jobId === null) {
    const created = createdSchema.safeParse(answer.body);
    return created.success
      ? report(created.data.request_id, { ...NOTHING_KNOWN, source, seenAtMs, status: "submitted" })
      : null;
  }
  const job = jobSchema.safeParse(answer.body);
  if (!job.success) {
    // While a job waits its answer may have no body at all.
    const waits = answer.status === 202 && answer.body === undefined;
    return waits
      ? report(jobId, { ...NOTHING_KNOWN, source, seenAtMs, status: "submitted" })
      : null;
  }
  const status = statusOf(job.data);
  const { model, progress, video } = job.data;
  return report(jobId, {
    ...NOTHING_KNOWN,
    source,
    seenAtMs,
    status,
    progress: percent(progress),
    model: model ?? null,
    videoSeconds: status === "succeeded" ? readSeconds(String(video?.duration ?? "")) : null,
    reportedCost: costOf(answer),
    failure: reasonOf(job.data, status),
  });
}

function report(providerJobId: string, observation: Observation): JobReport {
  return { providerJobId, createdAtMs: null, prompt: null, seconds: null, observation };
}

function statusOf({ status, progress, video }: Job): Observation["status"] {
  switch (status) {
    case "pending":
      return (progress ?? 0) > 0 ? "running" : "submitted";
    case "done":
      return video?.respect_moderation === false ? "blocked" : "succeeded";
    case "failed":
    case "expired":
      return status;
  }
}

/** 10,000,000,000 ticks are a US dollar; half a nano is rounded up. */
function costOf(answer: JobAnswer): Observation["reportedCost"] {
  const amount = readAmount(answer.numberText("usage.cost_in_usd_ticks"), TICKS_PER_USD);
  return amount === null ? null : { amount, currency: "USD" };
}

function reasonOf({ error }: Job, status: Observation["status"]): Observation["failure"] {
  if (status === "blocked") return failureOf("moderated", KEPT_BACK, error?.message);
  if (status === "failed") return failureOf("provider_error", error?.code, error?.message);
  return status === "expired" ? failureOf("expired", "expired", error?.message) : null;
}

function percent(progress: number | null | undefined): number | null {
  if (progress === null || progress === undefined || !Number.isFinite(progress)) return null;
  return Math.min(100, Math.max(0, Math.floor(progress)));
}
