import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { instantMs } from "../instant-ms.ts";
import { readSeconds } from "../read-seconds.ts";

const shortText = z.string().min(1).max(100);
const generationSchema = z.object({
  id: z.string().min(1).max(300),
  state: z.enum(["queued", "dreaming", "completed", "failed"]),
  created_at: z.string().nullish(),
  model: z.string().max(300).nullish(),
  failure_reason: z.string().nullish(),
  assets: z.object({ video: z.string().nullish() }).nullish(),
  request: z
    .object({ resolution: shortText.nullish(), duration: shortText.nullish() })
    .nullish()
    .catch(null),
});
type Generation = z.infer<typeof generationSchema>;

/**
 * Reads a generation. It names neither money nor length, but repeats its request with everything that was left out. A
 * deletion is answered without a body and is no news.
 */
export function observeDreamMachine(
  { body }: JobAnswer,
  { source, seenAtMs }: JobAsk,
): JobReport | null {
  const read = generationSchema.safeParse(body);
  if (!read.success) return null;
  const { id, created_at: createdAt, model, request } = read.data;
  const status = statusOf(read.data);
  const resolution = request?.resolution ?? null;
  const duration = request?.duration ?? null;
  return {
    providerJobId: id,
    createdAtMs: instantMs(createdAt),
    prompt: null,
    seconds: null,
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      model: model ?? null,
      resolution,
      resolved: {
        ...(resolution === null ? {} : { resolution }),
        ...(duration === null ? {} : { duration }),
      },
      videoSeconds: status === "succeeded" ? readSeconds((duration ?? "").replace(/s$/, "")) : null,
      failure: reasonOf(read.data, status),
    },
  };
}

function statusOf(generation: Generation): Observation["status"] {
  switch (generation.state) {
    case "queued":
      return "submitted";
    case "dreaming":
      return "running";
    case "completed":
      return "succeeded";
    case "failed":
      return isModeration(generation.failure_reason ?? "") ? "blocked" : "failed";
  }
}

/** There is no code: `Prompt not allowed: advanced moderation failed` is one of its sentences. */
function isModeration(reason: string): boolean {
  return /\bmoderation\b/i.test(reason);
}

function reasonOf(generation: Generation, status: Observation["status"]): Observation["failure"] {
  const { failure_reason: reason } = generation;
  if (status === "blocked") return failureOf("moderated", null, reason);
  return status === "failed" ? failureOf("provider_error", null, reason) : null;
}
