import { acceptGeneration } from "../../db/postgres/accept-generation.ts";
import {
  findFirstAnswer,
  forgetFirstAnswer,
  storeFirstAnswer,
} from "../../db/postgres/first-answers.ts";
import { flagOutcomeUnknown, noteDownload } from "../../db/postgres/note-generation.ts";
import { refuseGeneration } from "../../db/postgres/refuse-generation.ts";
import { findJobOfFile, findJobs, readJob, type StoredJob } from "../../db/postgres/stored-job.ts";
import { BooksUnavailableError, type JobBook, type KnownJob, type NewJob } from "../job-book.ts";
import type { Observation } from "../../domain/observation.ts";
import type { PolledJob } from "../providers/adapter.ts";
import { createAdmissionQueue } from "./admission-queue.ts";
import { admissionResult, repeatOf } from "./admission-result.ts";
import { MISSING_RULES } from "./decide-observation.ts";
import { createBooksGate } from "./books-gate.ts";
import { createKnownJobs, KNOWN_JOBS_LIMIT } from "./known-jobs.ts";
import { newJobRow, wantedHold } from "./new-job-row.ts";
import { createJobObserver } from "./observe-jobs.ts";
import { POLL_SCHEDULE } from "./poll-schedule.ts";
import { reachingBooks } from "./reaching-books.ts";
import { createRetrier } from "./retrier.ts";
import type { SettleDeps } from "./settle-deps.ts";
import { CLOSE_WAIT_MS, settledWithin } from "../settled-within.ts";
import { createWithdrawals } from "./withdrawals.ts";

/** An admission that takes longer is refused: a create must not wait for books that are stuck. */
export const ADMIT_TIMEOUT_MS = 5_000;
/** Admissions, and look-ups, that may be at the books together. */
export const CALLS_LIMIT = 1_000;
/** Admission transactions under way together; an embedded Postgres has one connection. */
export const ADMISSION_LANES = 2;
/** How long a client waits for the books to note its accepted job; after that it is noted behind its back. */
export const FACT_WAIT_MS = 3_000;

export type JobBookDeps = Omit<SettleDeps, "schedule" | "missing"> &
  Partial<Pick<SettleDeps, "schedule" | "missing">> & {
    /** This process, as its heartbeat names it. */
    readonly instanceId: string;
    readonly knownJobsLimit?: number;
    readonly admitTimeoutMs?: number;
    readonly admissionLanes?: number;
    readonly factWaitMs?: number;
    readonly withdrawAfterMs?: number;
  };

export interface OpenJobBook extends JobBook {
  /** Stops retrying; facts not written yet are found again by recovery. Call `drain` first. */
  close(): Promise<void>;
}

/** The books of jobs in Postgres. See `JobBook` for what each call promises. */
export function openJobBook(given: JobBookDeps): OpenJobBook {
  const deps = { schedule: POLL_SCHEDULE, missing: MISSING_RULES, ...given };
  const { pg, log } = deps;
  const jobs = createKnownJobs(deps.knownJobsLimit ?? KNOWN_JOBS_LIMIT);
  const retrier = createRetrier(log);
  const observer = createJobObserver(deps, retrier);
  const withdrawals = createWithdrawals(deps, retrier);
  const timeoutMs = deps.admitTimeoutMs ?? ADMIT_TIMEOUT_MS;
  const admissions = createBooksGate({ calls: CALLS_LIMIT, timeoutMs });
  const lookUps = createBooksGate({ calls: CALLS_LIMIT, timeoutMs });
  const queue = createAdmissionQueue(pg, deps.admissionLanes ?? ADMISSION_LANES);
  const writing = new Set<Promise<void>>();

  /** Notes a fact, however long it takes; the caller waits a bounded while. */
  const note = async (
    what: string,
    generationId: string,
    work: () => Promise<void>,
  ): Promise<void> => {
    const written = retrier
      .run(() => reachingBooks(work))
      .catch((error: unknown) => {
        log.error(
          { err: error, generationId, what },
          "fact not written; recovery will ask the upstream",
        );
      });
    writing.add(written);
    void written.finally(() => writing.delete(written));
    await settledWithin(written, deps.factWaitMs ?? FACT_WAIT_MS);
  };

  const accept = async (job: NewJob, providerJobId: string, first: Observation): Promise<void> => {
    const result = await acceptGeneration(pg, {
      generationId: job.generationId,
      providerJobId,
      // Of a blocking create the answer comes at the end.
      atMs: Math.max(job.createdAtMs, Math.min(first.seenAtMs, first.startedAtMs ?? Infinity)),
      firstPollMs: deps.schedule.firstMs,
    });
    if (result === "accepted" || result === "again") return;
    log.error({ generationId: job.generationId, providerJobId, result }, "accepted job not booked");
    if (result === "taken") {
      await flagOutcomeUnknown(pg, job.generationId, "its provider job is booked elsewhere");
    }
  };

  return {
    async admit(job, holds, claim = null) {
      try {
        const decided = await admissions.run(() =>
          queue.admit({
            job: newJobRow(job, deps.instanceId),
            holds: holds.map(wantedHold),
            idempotency:
              claim === null
                ? null
                : { scope: claim.scope, key: claim.key, body_sha256: claim.bodySha256 },
          }),
        );
        return admissionResult(decided, holds);
      } catch (error) {
        if (error instanceof BooksUnavailableError) {
          queue.abandon(job.generationId);
          withdrawals.later(job.generationId);
        }
        throw error;
      }
    },

    async findRepeat(workspaceId, claim) {
      const found = await lookUps.run(() =>
        findFirstAnswer(pg, workspaceId, { ...claim, body_sha256: claim.bodySha256 }),
      );
      return found === null ? null : repeatOf(found);
    },

    answered: (workspaceId, generationId, answer) =>
      note("answered", generationId, () =>
        answer === null
          ? forgetFirstAnswer(pg, workspaceId, generationId)
          : storeFirstAnswer(pg, workspaceId, generationId, answer),
      ),

    async progressOf(workspaceId, generationId) {
      const job = await lookUps.run(() => readJob(pg, generationId));
      if (job === null || job.workspaceId !== workspaceId) return null;
      return { state: job.facts.state, job: polledJob(job) };
    },

    async accepted(job, providerJobId, first) {
      const known = jobs.keep(newlyKnown(job, providerJobId));
      await note("accepted", job.generationId, () => accept(job, providerJobId, first));
      if (first.status !== "submitted" || (first.progress ?? 0) > 0)
        await observer.observe(known, first);
      return known;
    },

    refusedUpstream: (generationId, failure) =>
      note("refused", generationId, async () => {
        await refuseGeneration(pg, {
          generationId,
          ...failure,
          reportingCurrency: deps.reportingCurrency,
        });
      }),

    outcomeUnknown: (generationId, detail, refusal = null) =>
      note("outcome unknown", generationId, () =>
        flagOutcomeUnknown(pg, generationId, detail, refusal),
      ),

    async find(workspaceId, upstreamId, providerJobId) {
      const known = jobs.get(workspaceId, upstreamId, providerJobId);
      if (known !== null) return known;
      const [stored] = await lookUps.run(() =>
        findJobs(pg, workspaceId, upstreamId, [providerJobId]),
      );
      return stored === undefined ? null : jobs.keep(knownJob(stored, providerJobId));
    },

    async findMany(workspaceId, upstreamId, providerJobIds) {
      const found = new Map<string, KnownJob>();
      const unseen: string[] = [];
      for (const id of providerJobIds) {
        const known = jobs.get(workspaceId, upstreamId, id);
        if (known === null) unseen.push(id);
        else found.set(id, known);
      }
      if (unseen.length === 0) return found;
      const rows = await lookUps.run(() => findJobs(pg, workspaceId, upstreamId, unseen));
      for (const stored of rows) {
        const { providerJobId } = stored;
        if (providerJobId !== null) {
          found.set(providerJobId, jobs.keep(knownJob(stored, providerJobId)));
        }
      }
      return found;
    },

    async findByFile(workspaceId, upstreamId, fileId) {
      const known = jobs.ofFile(workspaceId, upstreamId, fileId);
      if (known !== null) return known;
      const stored = await lookUps.run(() => findJobOfFile(pg, workspaceId, upstreamId, fileId));
      if (stored === null || stored.providerJobId === null) return null;
      const job = jobs.keep(knownJob(stored, stored.providerJobId));
      jobs.keepFile(job, fileId);
      return job;
    },

    observe(job, seen) {
      if (seen.fileIds !== undefined) for (const id of seen.fileIds) jobs.keepFile(job, id);
      return observer.observe(job, seen);
    },

    async downloaded(job, atMs) {
      if (job.downloaded) return;
      job.downloaded = true;
      await note("downloaded", job.generationId, () => noteDownload(pg, job.generationId, atMs));
    },

    async drain() {
      await observer.drain();
      while (writing.size > 0) await Promise.all(writing);
    },

    async close() {
      await settledWithin(withdrawals.close(), CLOSE_WAIT_MS);
      retrier.close();
      observer.close();
      await settledWithin(Promise.all(writing), CLOSE_WAIT_MS);
    },
  };
}

function polledJob({ providerJobId, operation, facts }: StoredJob): PolledJob | null {
  if (providerJobId === null) return null;
  return { providerJobId, operation, model: facts.model, dimensions: facts.dimensions };
}

function newlyKnown(job: NewJob, providerJobId: string): KnownJob {
  return {
    generationId: job.generationId,
    workspaceId: job.workspaceId,
    upstreamId: job.upstreamId,
    providerJobId,
    operation: job.operation,
    model: job.model,
    resolution: job.resolution,
    requestedSeconds: job.requestedSeconds,
    createdAtMs: job.createdAtMs,
    state: "submitted",
    progress: null,
    downloaded: false,
  };
}

function knownJob(stored: StoredJob, providerJobId: string): KnownJob {
  return {
    generationId: stored.generationId,
    workspaceId: stored.workspaceId,
    upstreamId: stored.upstreamId,
    providerJobId,
    operation: stored.operation,
    model: stored.facts.model,
    resolution: stored.resolution,
    requestedSeconds: stored.facts.requestedSeconds,
    createdAtMs: stored.facts.createdAtMs,
    state: stored.facts.state,
    progress: stored.facts.progress,
    downloaded: stored.downloaded,
  };
}
