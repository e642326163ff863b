import type { Attribution } from "../domain/attribution-fields.ts";
import type { Cost, GenerationState, Operation } from "../domain/generation.ts";
import type { Nano } from "../domain/money.ts";
import type { Observation } from "../domain/observation.ts";
import type { PlannedHold } from "../domain/quota/plan-holds.ts";
import type { PolledJob } from "./providers/adapter.ts";

/** Everything known about a generation when its create arrives. */
export interface NewJob {
  /** UUIDv7 minted at admission; `createdAtMs` is its time part. */
  readonly generationId: string;
  readonly createdAtMs: number;
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly upstream: string;
  readonly provider: string;
  readonly keyId: string;
  readonly operation: Operation;
  readonly sourceProviderJobId: string | null;
  /** False when its clip is fetched from elsewhere, so that nobody here sees whether it was. */
  readonly downloadsPass: boolean;
  readonly attribution: Attribution;
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
  readonly audio: boolean | null;
  readonly dimensions: Readonly<Record<string, string | number | boolean>>;
  readonly promptHash: string;
  /** Only when the workspace stores prompts. */
  readonly prompt: string | null;
  /** The maximum price, or unpriced. */
  readonly estimate: Cost;
}

/** A client's promise that a create with the same key and body is the same create. */
export interface IdempotencyClaim {
  /** What the key belongs to besides the workspace: our key, the upstream and the user. */
  readonly scope: string;
  readonly key: string;
  /** Hex; over the path and the body. */
  readonly bodySha256: string;
}

/** The first answer of a create, as its repeats get it. */
export interface FirstAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** What an idempotency key was used for before. */
export interface Repeat {
  readonly kind: "repeat";
  readonly sameBody: boolean;
  readonly generationId: string;
  /** Null while the first call runs, or when its answer was lost. */
  readonly answer: FirstAnswer | null;
}

/** What one bucket has used and holds, in nano of its metric's unit. */
export interface BucketState {
  readonly used: Nano;
  readonly held: Nano;
}

export type AdmissionResult =
  | {
      readonly kind: "admitted";
      /** After this admission, one for each hold, in their order; empty when it was admitted before. */
      readonly states: readonly BucketState[];
      /** Ids of watching rules that would have refused. */
      readonly exceeded: readonly string[];
    }
  | {
      readonly kind: "refused";
      /** Where it did not fit. */
      readonly hold: PlannedHold;
      readonly used: Nano;
      readonly held: Nano;
      readonly limit: Nano;
      readonly amount: Nano;
      /** When something becomes free again, ms; null when no time does that. */
      readonly freesAtMs: number | null;
    }
  | Repeat;

/** The little that the hot path needs of a job; kept in an LRU cache. */
export interface KnownJob {
  readonly generationId: string;
  readonly workspaceId: string;
  readonly upstreamId: string;
  readonly providerJobId: string;
  readonly operation: Operation;
  readonly createdAtMs: number;
  /** What a remix, edit or extension of it inherits. */
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
  /** Mutable shadow of the row, so that a poll that changes nothing costs no write. */
  state: GenerationState;
  progress: number | null;
  downloaded: boolean;
}

/** Postgres can't be reached; creates answer 503, the rest goes on. */
export class BooksUnavailableError extends Error {
  override readonly name = "BooksUnavailableError";
}

/** The life of jobs, as the proxy, the webhook door and the worker write it. One implementation, in `settle/`. */
export interface JobBook {
  /**
   * One transaction: the row, its holds and its idempotency key, durable before the create is forwarded; or what
   * stands against it. @throws BooksUnavailableError
   */
  admit(
    job: NewJob,
    holds: readonly PlannedHold[],
    claim?: IdempotencyClaim | null,
  ): Promise<AdmissionResult>;
  /** What a key was used for within its 24 hours, or null. @throws BooksUnavailableError */
  findRepeat(workspaceId: string, claim: IdempotencyClaim): Promise<Repeat | null>;
  /**
   * Keeps the first answer of a generation that came with an idempotency key; null frees the key, so that the create
   * may be tried again.
   */
  answered(workspaceId: string, generationId: string, answer: FirstAnswer | null): Promise<void>;
  /**
   * How far a generation of the workspace got, and its job once it is accepted; null when there is none.
   * @throws BooksUnavailableError
   */
  progressOf(
    workspaceId: string,
    generationId: string,
  ): Promise<{ readonly state: GenerationState; readonly job: PolledJob | null } | null>;
  /** The upstream accepted: its id and first observation. Resolves when durable. Retries inside, bounded. */
  accepted(job: NewJob, providerJobId: string, first: Observation): Promise<KnownJob>;
  /** The upstream surely did not accept; the hold goes back. */
  refusedUpstream(
    generationId: string,
    failure: { kind: "rejected" | "unreachable"; code: string; message: string },
  ): Promise<void>;
  /** Nobody knows: cut, timed out or unreadable. The hold stays; recovery asks the upstream. */
  outcomeUnknown(
    generationId: string,
    detail: string,
    /** The upstream's own error: it counts when the upstream doesn't list the job. */
    refusal?: { readonly code: string; readonly message: string } | null,
  ): Promise<void>;
  /** A job of this workspace on this upstream, or null (unknown and foreign are the same answer). From cache when known. */
  find(workspaceId: string, upstreamId: string, providerJobId: string): Promise<KnownJob | null>;
  /** Which of these ids are this workspace's. */
  findMany(
    workspaceId: string,
    upstreamId: string,
    providerJobIds: readonly string[],
  ): Promise<ReadonlyMap<string, KnownJob>>;
  /**
   * The job of this workspace on this upstream whose answer named the file, or null (unknown and foreign are the same
   * answer). From cache when known. @throws BooksUnavailableError
   */
  findByFile(workspaceId: string, upstreamId: string, fileId: string): Promise<KnownJob | null>;
  /** Folds an observation in, its files included. Cheap when nothing changed. Never rejects: failures are logged and the worker catches up. */
  observe(job: KnownJob, observation: Observation): Promise<void>;
  /** The clip's content was delivered to the client in full or in part. */
  downloaded(job: KnownJob, atMs: number): Promise<void>;
  /** Resolves when every observation taken so far is durable (shutdown, tests). */
  drain(): Promise<void>;
}
