import type { KnownJob } from "../job-book.ts";

export const KNOWN_JOBS_LIMIT = 50_000;

/** The jobs seen last, by owner and provider id; the one unused for longest makes room. */
export interface KnownJobs {
  get(workspaceId: string, upstreamId: string, providerJobId: string): KnownJob | null;
  /** Keeps the job, or answers the one that is kept already: there is one shadow per job. */
  keep(job: KnownJob): KnownJob;
}

export function createKnownJobs(limit: number): KnownJobs {
  const jobs = new Map<string, KnownJob>();
  const touch = (key: string, job: KnownJob): void => {
    jobs.delete(key);
    jobs.set(key, job);
    if (jobs.size <= limit) return;
    const oldest = jobs.keys().next();
    if (oldest.done !== true) jobs.delete(oldest.value);
  };
  return {
    get(workspaceId, upstreamId, providerJobId) {
      const key = keyOf(workspaceId, upstreamId, providerJobId);
      const job = jobs.get(key);
      if (job === undefined) return null;
      touch(key, job);
      return job;
    },
    keep(job) {
      const key = keyOf(job.workspaceId, job.upstreamId, job.providerJobId);
      const kept = jobs.get(key) ?? job;
      touch(key, kept);
      return kept;
    },
  };
}

function keyOf(workspaceId: string, upstreamId: string, providerJobId: string): string {
  return `${workspaceId}\n${upstreamId}\n${providerJobId}`;
}
