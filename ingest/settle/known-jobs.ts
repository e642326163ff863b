import type { KnownJob } from "../job-book.ts";
import { createRecentlyUsed } from "../recently-used.ts";

export const KNOWN_JOBS_LIMIT = 50_000;

/** The jobs seen last, by owner and provider id; the one unused for longest makes room. */
export interface KnownJobs {
  get(workspaceId: string, upstreamId: string, providerJobId: string): KnownJob | null;
  /** Keeps the job, or answers the one that is kept already: there is one shadow per job. */
  keep(job: KnownJob): KnownJob;
  /** The job that is known to have made a file. */
  ofFile(workspaceId: string, upstreamId: string, fileId: string): KnownJob | null;
  keepFile(job: KnownJob, fileId: string): void;
}

export function createKnownJobs(limit: number): KnownJobs {
  const jobs = createRecentlyUsed<KnownJob>(limit);
  const files = createRecentlyUsed<KnownJob>(limit);
  return {
    get: (workspaceId, upstreamId, providerJobId) =>
      jobs.get(keyOf(workspaceId, upstreamId, providerJobId)) ?? null,
    keep(job) {
      const key = keyOf(job.workspaceId, job.upstreamId, job.providerJobId);
      const kept = jobs.get(key);
      if (kept === undefined) jobs.set(key, job);
      return kept ?? job;
    },
    ofFile: (workspaceId, upstreamId, fileId) =>
      files.get(keyOf(workspaceId, upstreamId, fileId)) ?? null,
    keepFile(job, fileId) {
      files.set(keyOf(job.workspaceId, job.upstreamId, fileId), job);
    },
  };
}

function keyOf(workspaceId: string, upstreamId: string, id: string): string {
  return `${workspaceId}\n${upstreamId}\n${id}`;
}
