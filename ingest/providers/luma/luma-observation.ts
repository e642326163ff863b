import { z } from "zod";
import { NOTHING_KNOWN, type Observation } from "../../../domain/observation.ts";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { failureOf } from "../failure-of.ts";
import { instantMs } from "../instant-ms.ts";

const generationSchema = z.object({
  id: z.string().min(1).max(300),
  state: z.enum(["queued", "processing", "completed", "failed"]),
  created_at: z.string().nullish(),
  model: z.string().max(300).nullish(),
  failure_code: z.string().nullish(),
  failure_reason: z.string().nullish(),
});
type Generation = z.infer<typeof generationSchema>;

/** Reads a generation. It names neither money nor length. */
export function observeLuma({ body }: JobAnswer, { source, seenAtMs }: JobAsk): JobReport | null {
  const read = generationSchema.safeParse(body);
  if (!read.success) return null;
  const { id, created_at: createdAt, model } = read.data;
  const status = statusOf(read.data);
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
      failure: reasonOf(read.data, status),
    },
  };
}

const MODERATED = "content_moderated";

function statusOf({ state, failure_code: code }: Generation): Observation["status"] {
  switch (state) {
    case "queued":
      return "submitted";
    case "processing":
      return "running";
    case "completed":
      return "succeeded";
    case "failed":
      return code === MODERATED ? "blocked" : "failed";
  }
}

function reasonOf(generation: Generation, status: Observation["status"]): Observation["failure"] {
  const { failure_code: code, failure_reason: reason } = generation;
  if (status === "blocked") return failureOf("moderated", code, reason);
  return status === "failed" ? failureOf("provider_error", code, reason) : null;
}
