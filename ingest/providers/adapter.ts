import type { FinalState, Operation } from "../../domain/generation.ts";
import type { Nano } from "../../domain/money.ts";
import type { Observation, ObservationSource } from "../../domain/observation.ts";
import type { DimensionValue } from "../../domain/pricing.ts";

export type RouteKind = "create" | "retrieve" | "list" | "delete" | "content" | "auxiliary";

/** One declared endpoint of a provider. What is not declared is answered 404 and never forwarded. */
export interface ProviderRoute {
  readonly method: "GET" | "POST" | "DELETE";
  /** Path as the SDK sends it after the upstream's slug, e.g. `/v1/videos/{id}`. */
  readonly path: string;
  readonly kind: RouteKind;
  /** For kind create. */
  readonly operation?: Operation;
  /** For kind auxiliary: which kind of object the route makes, or reads under `{id}`. */
  readonly object?: string;
}

/** The small fields of a create's body that decide price and attribution; files are never among them. */
export interface CreateFields {
  /** First value of each text field (multipart) or top-level scalar (JSON); nested ones as `metadata.user_id`. */
  readonly values: ReadonlyMap<string, string>;
  /** Names of the file parts; their bytes are never kept. */
  readonly files: ReadonlySet<string>;
}

/** What a remix, edit or extension takes over from the job it starts from. */
export interface SourceJob {
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
}

/** What a create asks for, every default of the provider applied. */
export interface CreateIntent {
  readonly model: string;
  readonly resolution: string;
  readonly requestedSeconds: Nano | null;
  readonly audio: boolean | null;
  readonly sourceProviderJobId: string | null;
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
  readonly units: Readonly<Record<string, Nano>>;
  readonly prompt: string;
}

export interface JobReport {
  readonly providerJobId: string;
  /** ms; the upstream's own idea of when it accepted the job. */
  readonly createdAtMs: number | null;
  /** For recovery: what tells this job from others. Null when the answer doesn't say. */
  readonly prompt: string | null;
  /** For recovery too: how long the clip is or will be; null when the answer doesn't say. */
  readonly seconds: Nano | null;
  readonly observation: Observation;
}

export interface ListReport {
  /** Every job's id, in order, those that can't be read otherwise included. */
  readonly ids: readonly string[];
  readonly jobs: readonly JobReport[];
  readonly hasMore: boolean;
}

export interface ListQuery {
  readonly after: string | null;
  readonly limit: number;
}

export interface Refusal {
  readonly status: number;
  /** `type` and `code` of the provider's error shape. */
  readonly type: string;
  readonly code: string;
  readonly message: string;
  readonly param?: string | null;
  /** Extra members under `error.reelmeter`. */
  readonly detail?: Readonly<Record<string, string | null>>;
}

/** A provider's wire as data and pure functions. One engine runs all of them. */
export interface ProviderAdapter {
  readonly provider: string;
  readonly routes: readonly ProviderRoute[];
  /** Whether the provider bills a job that ended so, when no price names the outcome. */
  readonly billsOutcome: Readonly<Record<FinalState, boolean>>;
  /** Headers that carry our credential upstream, lower-case names. */
  credentialHeaders(credential: string): Readonly<Record<string, string>>;
  /** Body fields worth reading while a create streams by, nested ones with dots (`metadata.user_id`). */
  readonly createFieldNames: readonly string[];
  /** Fields of which only the presence matters; a value of any length is skipped, not read. */
  readonly presenceFieldNames: readonly string[];
  /** Fields of both lists that may come as a file. */
  readonly fileFieldNames: readonly string[];
  /** The job that a remix, edit or extension starts from; null when the request names none. */
  sourceOf(
    operation: Operation,
    pathParams: Readonly<Record<string, string>>,
    fields: CreateFields,
  ): string | null;
  admit(
    operation: Operation,
    pathParams: Readonly<Record<string, string>>,
    fields: CreateFields,
    source: SourceJob | null,
  ): CreateIntent;
  /** Reads a job object out of an answer's JSON; null when it holds none. */
  observeJob(body: unknown, source: ObservationSource, seenAtMs: number): JobReport | null;
  /** Reads every job of a list's answer; null when it is not a list. */
  observeList(body: unknown, source: ObservationSource, seenAtMs: number): ListReport | null;
  /** One list of the kept jobs of several pages, in their order, paging members set right. */
  rewriteList(
    pages: readonly unknown[],
    keep: (providerJobId: string) => boolean,
    page: { readonly hasMore: boolean },
  ): unknown;
  /** What a list request asks for, defaults applied. */
  readListQuery(query: string): ListQuery;
  /** The same question, going on after a job. */
  writeListQuery(query: string, page: ListQuery): string;
  /** Paths for our own calls, relative to the wire (`/v1/videos/…`). */
  retrievePath(providerJobId: string): string;
  listPath(page: { readonly after: string | null; readonly limit: number }): string;
  /** What a webhook's verified body says. */
  observeWebhook(
    body: unknown,
    seenAtMs: number,
  ): { readonly providerJobId: string; readonly terminal: boolean } | null;
  /** True when the body is an error in the provider's own shape: then a failed create surely was not accepted. */
  isProviderError(body: unknown): boolean;
  errorOf(body: unknown): { readonly code: string; readonly message: string };
  /** The id of the object that an auxiliary route made; null when the answer holds none. */
  auxiliaryId(body: unknown): string | null;
  /** A refusal of ours in the provider's error shape. */
  refuse(refusal: Refusal): unknown;
}
