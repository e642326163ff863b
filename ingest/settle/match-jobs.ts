import type { UnknownJob } from "../../db/postgres/unknown-jobs.ts";
import type { JobReport } from "../providers/adapter.ts";

/** Clocks of ours and of the upstream differ, and its times are whole seconds. */
export const MATCH_BEFORE_MS = 120_000;
/** From our admission to the upstream's acceptance: the upload of a large body lies between. */
export const MATCH_AFTER_MS = 1_800_000;

export interface Match {
  readonly job: UnknownJob;
  readonly report: JobReport;
}

export interface Matching {
  readonly matches: readonly Match[];
  /** Creates that may be among jobs which a create still under way may own too: judged next time. */
  readonly undecided: ReadonlySet<string>;
}

/**
 * Pairs creates of unknown outcome with jobs of the upstream that nobody here has booked: same prompt, model and
 * resolution, close in time; one to one, oldest first, those that the upstream answered with an error last. Jobs as long as asked for come before others (an extension's
 * answer gives the whole), jobs that don't say their prompt last.
 * @param hash the fingerprint of a prompt in a workspace.
 */
export function matchJobs(
  unknown: readonly UnknownJob[],
  reports: readonly JobReport[],
  hash: (workspaceId: string, prompt: string) => string,
): Matching {
  const wanted = unknown.filter((job) => job.unknownForMs !== null).toSorted(byLikelihood);
  const underWay = unknown.filter((job) => job.unknownForMs === null);
  const free = new Set(reports.toSorted((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0)));
  const matches: Match[] = [];
  const undecided = new Set<string>();
  const matched = new Set<string>();

  const byPrompt = fitsByPrompt(hash);
  const passes = [asLong(byPrompt), byPrompt, asLong(fitsWithoutPrompt), fitsWithoutPrompt];
  const mayOwn: Fits = (job, report) => byPrompt(job, report) || fitsWithoutPrompt(job, report);
  for (const fits of passes) {
    for (const job of wanted) {
      if (matched.has(job.generationId)) continue;
      for (const report of free) {
        if (!fits(job, report)) continue;
        if (underWay.some((other) => mayOwn(other, report))) {
          undecided.add(job.generationId);
          continue;
        }
        matches.push({ job, report });
        matched.add(job.generationId);
        undecided.delete(job.generationId);
        free.delete(report);
        break;
      }
    }
  }
  return { matches, undecided };
}

type Fits = (job: UnknownJob, report: JobReport) => boolean;

function fitsByPrompt(hash: (workspaceId: string, prompt: string) => string): Fits {
  const hashes = new Map<string, string>();
  const hashOf = (workspaceId: string, prompt: string): string => {
    const key = `${workspaceId}\n${prompt}`;
    const known = hashes.get(key) ?? hash(workspaceId, prompt);
    hashes.set(key, known);
    return known;
  };
  return (job, report) =>
    report.prompt !== null &&
    fitsOtherwise(job, report) &&
    hashOf(job.workspaceId, report.prompt) === job.promptHash;
}

function asLong(fits: Fits): Fits {
  return (job, report) =>
    report.seconds !== null && report.seconds === job.requestedSeconds && fits(job, report);
}

function fitsWithoutPrompt(job: UnknownJob, report: JobReport): boolean {
  return report.prompt === null && fitsOtherwise(job, report);
}

function fitsOtherwise(job: UnknownJob, report: JobReport): boolean {
  const { model, resolution } = report.observation;
  return (
    (model === null || isModel(model, job.model)) &&
    (resolution === null || resolution === job.resolution) &&
    (report.createdAtMs === null ||
      (report.createdAtMs >= job.createdAtMs - MATCH_BEFORE_MS &&
        report.createdAtMs <= job.createdAtMs + MATCH_AFTER_MS))
  );
}

/** The model itself or a dated snapshot of it: `sora-2-2025-10-06` is sora-2, `sora-2-pro` is not. */
function isModel(said: string, asked: string): boolean {
  return (
    said === asked || (said.startsWith(`${asked}-`) && SNAPSHOT.test(said.slice(asked.length)))
  );
}

const SNAPSHOT = /^-\d[\d-]*$/;

/** What the upstream answered with an error is the less likely owner: it comes after all others. */
function byLikelihood(a: UnknownJob, b: UnknownJob): number {
  const refusedLast = Number(a.refusal !== null) - Number(b.refusal !== null);
  return refusedLast || a.createdAtMs - b.createdAtMs || (a.generationId < b.generationId ? -1 : 1);
}
