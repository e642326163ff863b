import type { Job } from "./job.ts";
import { type JobStatus, statusAt } from "./job-view.ts";

/** What really happened with one job: the truth that a proxy's books are checked against. */
export interface LedgerEntry {
  readonly id: string;
  readonly kind: "create" | "remix" | "edit" | "extend";
  readonly sourceId: string | null;
  readonly model: string;
  readonly size: string;
  /** Seconds newly generated; for an extension the new segment alone. */
  readonly seconds: number;
  /** What the answers said, which a scripted fault can make differ from what was generated. */
  readonly answered: { readonly model: string; readonly size: string; readonly seconds: number };
  readonly status: JobStatus;
  readonly errorCode: string | null;
  /** True when the API answers 404 for it although it was accepted. */
  readonly lost: boolean;
  readonly createdAtMs: number;
  /** Null while the job has not ended. */
  readonly completedAtMs: number | null;
  readonly deletedAtMs: number | null;
  /** GPU time spent, also on failed and blocked jobs; null while the job has not ended. */
  readonly gpuMs: number | null;
  readonly bytesReceived: number;
  readonly fileBytes: number;
  readonly downloads: number;
  readonly abortedDownloads: number;
  readonly bytesServed: number;
  /** The last four characters of the key that it was made with. */
  readonly keyEnding: string;
  readonly requestId: string;
}

/** Books one job at an instant (milliseconds since the epoch). */
export function bookJob(job: Job, nowMs: number): LedgerEntry {
  const status = statusAt(job, nowMs);
  const ended = status === "completed" || status === "failed";
  const { id, kind, sourceId, model, size, seconds, answered, createdAtMs, deletedAtMs } = job;
  const { bytesReceived, fileBytes, downloads, abortedDownloads, bytesServed, requestId } = job;
  return {
    id,
    kind,
    sourceId,
    model,
    size,
    seconds,
    answered,
    status,
    errorCode: ended && job.outcome.kind === "failed" ? job.outcome.code : null,
    lost: job.outcome.kind === "lost",
    createdAtMs,
    completedAtMs: ended ? job.endsAtMs : null,
    deletedAtMs,
    gpuMs: ended ? job.gpuMs : null,
    bytesReceived,
    fileBytes,
    downloads,
    abortedDownloads,
    bytesServed,
    keyEnding: job.key.slice(-4),
    requestId,
  };
}
