import { z } from "zod";
import {
  NOTHING_KNOWN,
  type Observation,
  type ObservationSource,
} from "../../../domain/observation.ts";
import type { JobReport } from "../adapter.ts";
import { readSeconds } from "../read-seconds.ts";

const text = z.string().max(300).nullish();
const seconds = z.union([z.string().max(40), z.number()]).nullish();

/** The `video` object as OpenAI and the servers that copy its wire send it; unknown members are ignored. */
const videoSchema = z.object({
  id: z.string().min(1).max(300),
  object: z.literal("video").nullish(),
  status: z.string(),
  progress: z.number().nullish(),
  created_at: z.number().nullish(),
  completed_at: z.number().nullish(),
  model: text,
  size: text,
  seconds,
  prompt: z.string().nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  /** Seconds of inference, as self-hosted servers report them. */
  inference_time_s: z.number().nonnegative().nullish(),
});

const deletedSchema = z.object({
  id: z.string().min(1).max(300),
  object: z.literal("video.deleted").nullish(),
  deleted: z.literal(true),
});

type Video = z.infer<typeof videoSchema>;

/** Reads a job, or the notice of its deletion; null when the body is neither. */
export function observeVideo(
  body: unknown,
  source: ObservationSource,
  seenAtMs: number,
): JobReport | null {
  if (typeof body !== "object" || body === null) return null;
  // A schema that fails costs more than one that holds, and nearly every answer is a video.
  if ("deleted" in body) return observeDeletion(body, source, seenAtMs);
  const video = videoSchema.safeParse(body);
  if (!video.success) return null;
  const status = statusOf(video.data);
  if (status === null) return null;
  const { id, created_at: createdAt, prompt, model, size } = video.data;
  return {
    providerJobId: id,
    createdAtMs: milliseconds(createdAt),
    prompt: prompt ?? null,
    seconds: lengthOf(video.data.seconds),
    observation: {
      ...NOTHING_KNOWN,
      source,
      seenAtMs,
      status,
      progress: progressOf(video.data.progress),
      finishedAtMs: milliseconds(video.data.completed_at),
      model: model ?? null,
      resolution: size ?? null,
      videoSeconds: status === "succeeded" ? lengthOf(video.data.seconds) : null,
      gpuMs: gpuMsOf(video.data.inference_time_s),
      failure: status === "failed" || status === "blocked" ? failureOf(video.data, status) : null,
    },
  };
}

function observeDeletion(
  body: object,
  source: ObservationSource,
  seenAtMs: number,
): JobReport | null {
  const deleted = deletedSchema.safeParse(body);
  if (!deleted.success) return null;
  return {
    providerJobId: deleted.data.id,
    createdAtMs: null,
    prompt: null,
    seconds: null,
    observation: { ...NOTHING_KNOWN, source, seenAtMs, status: "deleted" },
  };
}

const STATUSES = {
  queued: "submitted",
  in_progress: "running",
  completed: "succeeded",
  failed: "failed",
  cancelled: "cancelled",
  expired: "expired",
} as const satisfies Record<string, Observation["status"]>;

function isStatus(status: string): status is keyof typeof STATUSES {
  return Object.hasOwn(STATUSES, status);
}

/** A job that moderation stopped is `failed` on the wire; its error's code tells. */
function statusOf(video: Video): Observation["status"] | null {
  if (!isStatus(video.status)) return null;
  if (video.status === "failed" && isModeration(video.error?.code ?? "")) return "blocked";
  return STATUSES[video.status];
}

const MODERATION_CODES = new Set([
  "moderation_blocked",
  "content_policy_violation",
  "content_filter",
  "safety_violation",
  "input_moderation",
  "output_moderation",
]);

function isModeration(code: string): boolean {
  return MODERATION_CODES.has(code);
}

function failureOf(video: Video, status: "failed" | "blocked"): Observation["failure"] {
  return {
    kind: status === "blocked" ? "moderated" : "provider_error",
    code: (video.error?.code ?? "unknown").slice(0, 200),
    message: (video.error?.message ?? "").slice(0, 2_000),
  };
}

function milliseconds(unixSeconds: number | null | undefined): number | null {
  if (unixSeconds === null || unixSeconds === undefined) return null;
  const ms = Math.round(unixSeconds * 1_000);
  return Number.isSafeInteger(ms) && ms > 0 ? ms : null;
}

function progressOf(progress: number | null | undefined): number | null {
  if (progress === null || progress === undefined || !Number.isFinite(progress)) return null;
  return Math.min(100, Math.max(0, Math.floor(progress)));
}

function lengthOf(value: string | number | null | undefined): Observation["videoSeconds"] {
  return value === null || value === undefined ? null : readSeconds(String(value));
}

function gpuMsOf(inferenceSeconds: number | null | undefined): number | null {
  if (inferenceSeconds === null || inferenceSeconds === undefined) return null;
  const ms = Math.round(inferenceSeconds * 1_000);
  return Number.isSafeInteger(ms) ? ms : null;
}
