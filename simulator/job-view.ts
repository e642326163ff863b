import type { Job } from "./job.ts";

export type JobStatus = "queued" | "in_progress" | "completed" | "failed";

/** The OpenAI `video` object, plus `inference_time_s` when the simulator reports it. */
export interface VideoObject {
  readonly id: string;
  readonly object: "video";
  readonly model: string;
  readonly status: JobStatus;
  readonly progress: number;
  readonly created_at: number;
  readonly completed_at: number | null;
  readonly expires_at: number | null;
  readonly prompt: string;
  readonly size: string;
  readonly seconds: string;
  readonly remixed_from_video_id: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly inference_time_s?: number | null;
}

/** The state of a job at an instant (milliseconds since the epoch). */
export function statusAt(job: Job, nowMs: number): JobStatus {
  if (nowMs < job.startsAtMs) return "queued";
  if (job.outcome.kind === "stuck" || nowMs < job.endsAtMs) return "in_progress";
  return job.outcome.kind === "failed" ? "failed" : "completed";
}

/** Whether the API knows the job: neither deleted nor lost. */
export function isVisible(job: Job): boolean {
  return job.deletedAtMs === null && job.outcome.kind !== "lost";
}

/** The job as the API shows it at an instant. Times on the wire are whole Unix seconds. */
export function viewJob(
  job: Job,
  nowMs: number,
  rules: { readonly contentTtlMs: number; readonly reportInferenceTime: boolean },
): VideoObject {
  const status = statusAt(job, nowMs);
  const ended = status === "completed" || status === "failed";
  const view: VideoObject = {
    id: job.id,
    object: "video",
    model: job.answered.model,
    status,
    progress: progressAt(job, status, nowMs),
    created_at: toSeconds(job.createdAtMs),
    completed_at: ended ? toSeconds(job.endsAtMs) : null,
    expires_at: status === "completed" ? toSeconds(job.endsAtMs + rules.contentTtlMs) : null,
    prompt: job.prompt,
    size: job.answered.size,
    seconds: String(job.answered.seconds),
    remixed_from_video_id: job.kind === "remix" ? job.sourceId : null,
    error:
      status === "failed" && job.outcome.kind === "failed"
        ? { code: job.outcome.code, message: job.outcome.message }
        : null,
  };
  if (!rules.reportInferenceTime) return view;
  return { ...view, inference_time_s: status === "completed" ? job.inferenceMs / 1000 : null };
}

function progressAt(job: Job, status: JobStatus, nowMs: number): number {
  if (status === "completed") return 100;
  if (status !== "in_progress") return 0;
  const share = (nowMs - job.startsAtMs) / Math.max(1, job.endsAtMs - job.startsAtMs);
  return Math.min(99, Math.floor(share * 100));
}

function toSeconds(atMs: number): number {
  return Math.floor(atMs / 1000);
}
