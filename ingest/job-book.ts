import type { Attribution } from "../domain/attribution-fields.ts";
import type { Cost, GenerationState, Operation } from "../domain/generation.ts";
import type { Nano } from "../domain/money.ts";
import type { Observation } from "../domain/observation.ts";

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

/** What one quota rule sets aside for this job. */
export interface HoldRequest {
  readonly ruleId: string;
  readonly subject: string;
  readonly windowStartMs: number;
  readonly windowEndMs: number | null;
  readonly metric: string;
  readonly limit: Nano;
  readonly amount: Nano;
}

export type AdmissionResult =
  | { readonly kind: "admitted" }
  | {
      readonly kind: "refused";
      readonly ruleId: string;
      readonly used: Nano;
      readonly held: Nano;
      readonly limit: Nano;
    };

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
  /** One transaction: the row and its holds, durable before the create is forwarded. @throws BooksUnavailableError */
  admit(job: NewJob, holds: readonly HoldRequest[]): Promise<AdmissionResult>;
  /** The upstream accepted: its id and first observation. Resolves when durable. Retries inside, bounded. */
  accepted(job: NewJob, providerJobId: string, first: Observation): Promise<KnownJob>;
  /** The upstream surely did not accept; the hold goes back. */
  refusedUpstream(
    generationId: string,
    failure: { kind: "rejected" | "unreachable"; code: string; message: string },
  ): Promise<void>;
  /** Nobody knows: cut, timed out or unreadable. The hold stays; recovery asks the upstream. */
  outcomeUnknown(generationId: string, detail: string): Promise<void>;
  /** A job of this workspace on this upstream, or null (unknown and foreign are the same answer). From cache when known. */
  find(workspaceId: string, upstreamId: string, providerJobId: string): Promise<KnownJob | null>;
  /** Which of these ids are this workspace's. */
  findMany(
    workspaceId: string,
    upstreamId: string,
    providerJobIds: readonly string[],
  ): Promise<ReadonlyMap<string, KnownJob>>;
  /** Folds an observation in. Cheap when nothing changed. Never rejects: failures are logged and the worker catches up. */
  observe(job: KnownJob, observation: Observation): Promise<void>;
  /** The clip's content was delivered to the client in full or in part. */
  downloaded(job: KnownJob, atMs: number): Promise<void>;
  /** Resolves when every observation taken so far is durable (shutdown, tests). */
  drain(): Promise<void>;
}
