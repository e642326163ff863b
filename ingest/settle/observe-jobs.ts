import { formatNano } from "../../domain/money.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import type { Observation } from "../../domain/observation.ts";
import type { KnownJob } from "../job-book.ts";
import { createAttention } from "./attention.ts";
import { foldObservation } from "./fold-observation.ts";
import type { Retrier } from "./retrier.ts";
import type { SettleDeps } from "./settle-deps.ts";

/** A client that polls keeps telling us so this often at most, per job. */
const ATTENTION_EVERY_MS = 10_000;
/** Progress of one job is written this often at most. */
const PROGRESS_EVERY_MS = 3_000;
/** "Unknown job" answers to a client that polls fast are counted this often at most. */
const MISSING_EVERY_MS = 5_000;

export interface JobObserver {
  observe(job: KnownJob, seen: Observation): Promise<void>;
  /** Resolves when everything observed so far is written. */
  drain(): Promise<void>;
  close(): void;
}

/** What this process remembers of a job beyond the row, so that a poll without news costs nothing. */
interface Shadow {
  /** The last observation folded, without its progress. */
  folded: string | null;
  folding: string | null;
  attendedAtMs: number;
  missingAtMs: number;
}

export function createJobObserver(deps: SettleDeps, retrier: Retrier): JobObserver {
  const shadows = new WeakMap<KnownJob, Shadow>();
  const running = new Set<Promise<void>>();
  const attention = createAttention({ pg: deps.pg, log: deps.log, deferMs: deps.schedule.firstMs });

  const attend = (job: KnownJob, shadow: Shadow, seen: Observation): void => {
    if (isFinal(job.state) || job.state === "lost") return;
    const moved = seen.progress !== null && seen.progress > (job.progress ?? -1);
    if (moved) job.progress = seen.progress;
    const sinceMs = deps.now() - shadow.attendedAtMs;
    if (sinceMs < (moved ? PROGRESS_EVERY_MS : ATTENTION_EVERY_MS)) return;
    shadow.attendedAtMs = deps.now();
    attention.note(job);
  };

  const fold = async (
    job: KnownJob,
    shadow: Shadow,
    seen: Observation,
    fingerprint: string,
  ): Promise<void> => {
    shadow.folding = fingerprint;
    try {
      const folded = await retrier.run(() => foldObservation(deps, job.generationId, seen));
      if (folded === null) return;
      job.state = folded.state;
      if (folded.written) job.progress = folded.progress;
      shadow.folded = fingerprint;
      if (folded.written) shadow.attendedAtMs = deps.now();
      else attend(job, shadow, seen);
    } catch (error) {
      deps.log.error(
        { err: error, generationId: job.generationId, seen: seen.status, source: seen.source },
        "observation not written; the worker will look at the job again",
      );
    } finally {
      shadow.folding = null;
    }
  };

  return {
    async observe(job, seen) {
      const shadow = shadowOf(shadows, job);
      const fingerprint = fingerprintOf(seen);
      if (shadow.folding === fingerprint) return;
      if (shadow.folded === fingerprint) return attend(job, shadow, seen);
      if (seen.status === "unknown_job") {
        if (deps.now() - shadow.missingAtMs < MISSING_EVERY_MS) return;
        shadow.missingAtMs = deps.now();
      }
      const work = fold(job, shadow, seen, fingerprint);
      running.add(work);
      await work.finally(() => running.delete(work));
      if (seen.status === "unknown_job") shadow.folded = null;
    },
    async drain() {
      while (running.size > 0) await Promise.all(running);
      await attention.flush();
    },
    close() {
      attention.close();
    },
  };
}

function shadowOf(shadows: WeakMap<KnownJob, Shadow>, job: KnownJob): Shadow {
  const known = shadows.get(job);
  if (known !== undefined) return known;
  const shadow: Shadow = {
    folded: null,
    folding: null,
    attendedAtMs: Number.NEGATIVE_INFINITY,
    missingAtMs: Number.NEGATIVE_INFINITY,
  };
  shadows.set(job, shadow);
  return shadow;
}

/** Everything of an observation that may change the books, but for progress and where it was seen. */
function fingerprintOf(seen: Observation): string {
  const { reportedCost, billedUnits, billedParts, failure, clipsMade, fileIds } = seen;
  return [
    seen.status,
    seen.startedAtMs,
    seen.finishedAtMs,
    seen.gpuMs,
    seen.videoSeconds,
    reportedCost === null ? null : formatNano(reportedCost.amount) + reportedCost.currency,
    billedUnits === null ? null : formatNano(billedUnits.units) + billedUnits.unit,
    seen.unpriced,
    failure === null ? null : failure.kind + failure.code,
    billedParts?.map((part) => formatNano(part.units) + part.unit).join(),
    clipsMade,
    fileIds?.join(),
  ].join("|");
}
