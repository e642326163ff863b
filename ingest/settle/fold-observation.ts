import { rememberFiles } from "../../db/postgres/owned-objects.ts";
import { readJob, type StoredJob } from "../../db/postgres/stored-job.ts";
import { writeSettlement } from "../../db/postgres/write-settlement.ts";
import type { GenerationState } from "../../domain/generation.ts";
import type { Observation } from "../../domain/observation.ts";
import { decideObservation } from "./decide-observation.ts";
import type { SettleDeps } from "./settle-deps.ts";
import { reachingBooks } from "./reaching-books.ts";
import { settleRules } from "./settle-rules.ts";

/** Writers that meet on one row; each loser reads again, and mostly finds nothing left to do. */
const MAX_ATTEMPTS = 8;

export interface Folded {
  readonly state: GenerationState;
  readonly progress: number | null;
  /** True when a row was written. */
  readonly written: boolean;
  /** True when only the progress is new and nothing was written. */
  readonly progressOnly: boolean;
}

/**
 * Reads the job, decides, writes on the version it read; repeats when somebody else wrote first. So any number of
 * observers in any number of processes settle a job once.
 * @throws BooksUnavailableError
 */
export async function foldObservation(
  deps: SettleDeps,
  generationId: string,
  seen: Observation,
): Promise<Folded | null> {
  return reachingBooks(async () => {
    let filed = seen.fileIds === undefined;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const job = await readJob(deps.pg, generationId);
      if (job === null) return null;
      // Before the outcome: once that is known nobody may look again.
      if (!filed) await rememberFiles(deps.pg, job, seen.fileIds ?? []);
      filed = true;
      const folded = await foldInto(deps, job, seen);
      if (folded !== null) return folded;
    }
    throw new Error(`generation ${generationId}: ${MAX_ATTEMPTS} writers in a row came first`);
  });
}

async function foldInto(
  deps: SettleDeps,
  job: StoredJob,
  seen: Observation,
): Promise<Folded | null> {
  const { state, progress } = job.facts;
  const decision = decideObservation(job, seen, rulesFor(deps, job), {
    nowMs: deps.now(),
    nextPollMs: deps.schedule.firstMs,
    missing: deps.missing,
  });
  switch (decision.kind) {
    case "nothing":
      return { state, progress, written: false, progressOnly: false };
    case "progress":
      return { state, progress: decision.progress, written: false, progressOnly: true };
    case "contradiction":
      deps.log.warn(
        { generationId: job.generationId, state, seen: seen.status, source: seen.source },
        "an upstream contradicts a known outcome; the outcome stands",
      );
      return { state, progress, written: false, progressOnly: false };
    case "write": {
      const { write } = decision;
      const version = await writeSettlement(deps.pg, job.generationId, job.version, write);
      if (version === null) return null;
      const next = write.patch.state ?? state;
      if (next !== state) {
        deps.log.info(
          { generationId: job.generationId, from: state, to: next, source: seen.source, version },
          "generation moved",
        );
      }
      return {
        state: next,
        progress: write.patch.progress ?? progress,
        written: true,
        progressOnly: false,
      };
    }
  }
}

function rulesFor(deps: SettleDeps, job: StoredJob) {
  return settleRules(job, deps.directory, deps.providers, deps.reportingCurrency);
}
