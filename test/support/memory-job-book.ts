import {
  BooksUnavailableError,
  type AdmissionResult,
  type IdempotencyClaim,
  type JobBook,
  type KnownJob,
  type NewJob,
  type Repeat,
} from "../../ingest/job-book.ts";
import type { GenerationState } from "../../domain/generation.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import type { Observation } from "../../domain/observation.ts";

/** What the books were told, in order. */
export type BookEntry =
  | { readonly kind: "admit"; readonly job: NewJob; readonly holds: readonly PlannedHold[] }
  | {
      readonly kind: "accepted";
      readonly job: NewJob;
      readonly providerJobId: string;
      readonly first: Observation;
    }
  | {
      readonly kind: "refusedUpstream";
      readonly generationId: string;
      readonly failure: { readonly kind: string; readonly code: string; readonly message: string };
    }
  | {
      readonly kind: "outcomeUnknown";
      readonly generationId: string;
      readonly detail: string;
      readonly refusal: { readonly code: string; readonly message: string } | null;
    }
  | { readonly kind: "observe"; readonly job: KnownJob; readonly observation: Observation }
  | { readonly kind: "downloaded"; readonly job: KnownJob; readonly atMs: number };

/** Job books in memory for tests and benches of the proxy alone. */
export interface MemoryJobBook extends JobBook {
  readonly entries: BookEntry[];
  of<K extends BookEntry["kind"]>(kind: K): Extract<BookEntry, { kind: K }>[];
  /** What the next admissions answer; default admitted. */
  admission: AdmissionResult;
  /** True: every call that needs the database throws. */
  away: boolean;
  /** Awaited inside `accepted` and `admit`, so that a test can look while they are under way. */
  beforeAdmit: (() => Promise<void>) | null;
  beforeAccepted: (() => Promise<void>) | null;
}

export function createMemoryJobBook(options: { keepEntries?: boolean } = {}): MemoryJobBook {
  const { keepEntries = true } = options;
  const jobs = new Map<string, KnownJob>();
  const files = new Map<string, KnownJob>();
  const name = (upstreamId: string, id: string) => `${upstreamId} ${id}`;
  const firstUses = new Map<string, Repeat & { readonly bodySha256: string }>();
  /** Those that came with a key, as far as the books know them before they are accepted. */
  const claimed = new Map<string, { readonly workspaceId: string; state: GenerationState }>();
  const claimName = (workspaceId: string, { scope, key }: IdempotencyClaim) =>
    `${workspaceId} ${scope} ${key}`;
  const entries: BookEntry[] = [];
  const note = (entry: BookEntry): void => {
    if (keepEntries) entries.push(entry);
  };

  const book: MemoryJobBook = {
    entries,
    of: <K extends BookEntry["kind"]>(kind: K) =>
      entries.filter((entry): entry is Extract<BookEntry, { kind: K }> => entry.kind === kind),
    admission: { kind: "admitted", states: [], exceeded: [] },
    away: false,
    beforeAdmit: null,
    beforeAccepted: null,

    async admit(job, holds, claim = null) {
      if (book.away) throw new BooksUnavailableError("the books are away");
      await book.beforeAdmit?.();
      if (claim !== null) {
        const repeat = firstUses.get(claimName(job.workspaceId, claim));
        if (repeat !== undefined) {
          return { ...repeat, sameBody: repeat.bodySha256 === claim.bodySha256 };
        }
      }
      note({ kind: "admit", job, holds });
      if (claim !== null && book.admission.kind === "admitted") {
        firstUses.set(claimName(job.workspaceId, claim), {
          kind: "repeat",
          sameBody: true,
          bodySha256: claim.bodySha256,
          generationId: job.generationId,
          answer: null,
        });
        claimed.set(job.generationId, { workspaceId: job.workspaceId, state: "held" });
      }
      return book.admission;
    },
    async findRepeat(workspaceId, claim) {
      const repeat = firstUses.get(claimName(workspaceId, claim));
      if (repeat === undefined) return null;
      return { ...repeat, sameBody: repeat.bodySha256 === claim.bodySha256 };
    },
    async answered(_workspaceId, generationId, answer) {
      for (const [name, first] of firstUses) {
        if (first.generationId !== generationId) continue;
        if (answer === null) firstUses.delete(name);
        else firstUses.set(name, { ...first, answer });
      }
    },
    async progressOf(workspaceId, generationId) {
      const job = [...jobs.values()].find((known) => known.generationId === generationId);
      const first = job ?? claimed.get(generationId);
      if (first === undefined || first.workspaceId !== workspaceId) return null;
      return { state: first.state, job: job === undefined ? null : { ...job, dimensions: {} } };
    },
    async accepted(job, providerJobId, first) {
      await book.beforeAccepted?.();
      note({ kind: "accepted", job, providerJobId, first });
      const known: KnownJob = {
        generationId: job.generationId,
        workspaceId: job.workspaceId,
        upstreamId: job.upstreamId,
        providerJobId,
        operation: job.operation,
        createdAtMs: job.createdAtMs,
        model: job.model,
        resolution: job.resolution,
        requestedSeconds: job.requestedSeconds,
        state: "submitted",
        progress: null,
        downloaded: false,
      };
      jobs.set(name(job.upstreamId, providerJobId), known);
      return known;
    },
    async refusedUpstream(generationId, failure) {
      note({ kind: "refusedUpstream", generationId, failure });
      const first = claimed.get(generationId);
      if (first !== undefined) first.state = "failed";
    },
    async outcomeUnknown(generationId, detail, refusal = null) {
      note({ kind: "outcomeUnknown", generationId, detail, refusal });
    },
    async find(workspaceId, upstreamId, providerJobId) {
      if (book.away) throw new BooksUnavailableError("the books are away");
      const job = jobs.get(name(upstreamId, providerJobId));
      return job?.workspaceId === workspaceId ? job : null;
    },
    async findMany(workspaceId, upstreamId, providerJobIds) {
      const found = new Map<string, KnownJob>();
      for (const id of providerJobIds) {
        const job = await book.find(workspaceId, upstreamId, id);
        if (job !== null) found.set(id, job);
      }
      return found;
    },
    async findByFile(workspaceId, upstreamId, fileId) {
      if (book.away) throw new BooksUnavailableError("the books are away");
      const job = files.get(name(upstreamId, fileId));
      return job?.workspaceId === workspaceId ? job : null;
    },
    async observe(job, observation) {
      for (const id of observation.fileIds ?? []) files.set(name(job.upstreamId, id), job);
      note({ kind: "observe", job, observation });
      if (observation.status !== "deleted" && observation.status !== "unknown_job") {
        job.state = observation.status;
      }
    },
    async downloaded(job, atMs) {
      note({ kind: "downloaded", job, atMs });
      job.downloaded = true;
    },
    async drain() {},
  };
  return book;
}
