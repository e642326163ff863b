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
}

/** The small fields of a create's body that decide price and attribution; files are never among them. */
export interface CreateFields {
  /** First value of each text field (multipart) or top-level scalar (JSON); nested ones as `metadata.user_id`. */
  readonly values: ReadonlyMap<string, string>;
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
  readonly observation: Observation;
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
  /** Body fields worth reading while a create streams by. */
  readonly createFieldNames: readonly string[];
  admit(
    operation: Operation,
    pathParams: Readonly<Record<string, string>>,
    fields: CreateFields,
  ): CreateIntent;
  /** Reads a job object out of an answer's JSON; null when it holds none. */
  observeJob(body: unknown, source: ObservationSource, seenAtMs: number): JobReport | null;
  /** Reads every job of a list's answer; null when it is not a list. */
  observeList(
    body: unknown,
    source: ObservationSource,
    seenAtMs: number,
  ): { readonly jobs: readonly JobReport[]; readonly hasMore: boolean } | null;
  /** The list's answer with only the kept jobs in it, paging members set right. */
  rewriteList(
    body: unknown,
    keep: (providerJobId: string) => boolean,
    page: { readonly hasMore: boolean },
  ): unknown;
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
  /** A refusal of ours in the provider's error shape. */
  refuse(refusal: Refusal): unknown;
}
