import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { readAmount } from "../read-amount.ts";

const STATUSES = {
  pending: "submitted",
  in_progress: "running",
  completed: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  expired: "expired",
} as const satisfies Record<string, Observation["status"]>;

const jobSchema = z.object({
  id: z.string().min(1).max(300),
  status: z
    .enum(["pending", "in_progress", "completed", "failed", "cancelled", "expired"])
    .transform((word) => STATUSES[word]),
  polling_url: z.string().nullish(),
  unsigned_urls: z.array(z.string()).nullish(),
  usage: z.object({ is_byok: z.boolean().nullish() }).nullish(),
  error: z.string().nullish(),
});
type Job = z.output<typeof jobSchema>;

export function observeOpenrouter(
  answer: JobAnswer,
  { source, seenAtMs }: JobAsk,
): JobReport | null {
  const job = jobSchema.safeParse(answer.body);
  if (!job.success) return null;
  const { id, status } = job.data;
  return {
    providerJobId: id,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      reportedCost: costOf(answer, job.data),
      failure: reasonOf(job.data),
    },
  };
}

/** The addresses by which clients poll and download. */
export function openrouterUrls(body: unknown): readonly string[] {
  const job = jobSchema.safeParse(body);
  if (!job.success) return [];
  const { polling_url: polling, unsigned_urls: clips } = job.data;
  return [...(polling == null ? [] : [polling]), ...(clips ?? [])];
}

/** With the caller's own key at the maker (`is_byok`) the cost is OpenRouter's fee alone, not what the clip cost. */
function costOf(answer: JobAnswer, { usage }: Job): Observation["reportedCost"] {
  if (usage?.is_byok === true) return null;
  const amount = readAmount(answer.numberText("usage.cost"));
  return amount === null ? null : { amount, currency: "USD" };
}

function reasonOf({ status, error }: Job): Observation["failure"] {
  switch (status) {
    case "failed":
      return failureOf("provider_error", "failed", error);
    case "cancelled":
    case "expired":
      return failureOf(status, status, error);
    case "submitted":
    case "running":
    case "succeeded":
      return null;
  }
}
