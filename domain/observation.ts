import type { Nano, Currency } from "./money.ts";
import type { FailureKind, GenerationState, PriceUnit, UnpricedReason } from "./generation.ts";
import type { DimensionValue } from "./pricing.ts";

/** Where something about a job was seen. It never decides the outcome, only what is written beside it. */
export type ObservationSource =
  | "create"
  | "poll"
  | "list"
  | "content"
  | "cancel"
  | "delete"
  | "webhook"
  | "worker"
  | "recovery";

/** One of several quantities that a job is billed for, each at a price of its own. */
export interface BilledPart {
  readonly unit: PriceUnit;
  readonly units: Nano;
  /** What tells its price from those of the other parts, beside the job's own dimensions. */
  readonly dimensions: Readonly<Record<string, DimensionValue>>;
}

/**
 * What one answer of an upstream says about one job, in the product's own words. Adapters make it out of a
 * response; `settle` folds any number of them, in any order, any number of times, into one outcome.
 */
export interface Observation {
  readonly source: ObservationSource;
  /** When we saw it, ms since the epoch. */
  readonly seenAtMs: number;
  /** `deleted`: the upstream removed it; `unknown_job`: the upstream says it does not know it. */
  readonly status:
    | Exclude<GenerationState, "held" | "lost" | "cancelled">
    | "cancelled"
    | "deleted"
    | "unknown_job";
  readonly progress: number | null;
  readonly startedAtMs: number | null;
  readonly finishedAtMs: number | null;
  /** Model and resolution as the upstream resolved them; null when it doesn't say. */
  readonly model: string | null;
  readonly resolution: string | null;
  /** What the upstream made of what the create left to it, as far as prices depend on it; null when it names nothing. */
  readonly resolved: Readonly<Record<string, DimensionValue>> | null;
  /** Length of the finished video in nano seconds; null when unknown. */
  readonly videoSeconds: Nano | null;
  /** GPU milliseconds as the upstream reports them. */
  readonly gpuMs: number | null;
  /** Money or units that the upstream itself names. */
  readonly reportedCost: { readonly amount: Nano; readonly currency: Currency } | null;
  readonly billedUnits: {
    /** A unit of the price book, or `UNIT_OF_PRICE`. */
    readonly unit: string;
    readonly units: Nano;
  } | null;
  /** What the upstream names as its cost can't be one amount; absent where it can, or where it names none. */
  readonly unpriced?: UnpricedReason;
  /** All quantities that the upstream bills, where they are several; absent where it bills one or names none. */
  readonly billedParts?: readonly BilledPart[];
  /** How many clips a job made that may be asked for several; absent where one job makes one. */
  readonly clipsMade?: number;
  /** Ids under which the upstream hands the job's files out; absent where clips are fetched by the job's own id. */
  readonly fileIds?: readonly string[];
  readonly failure: {
    readonly kind: FailureKind;
    readonly code: string;
    readonly message: string;
  } | null;
}

/** As the unit of billed units: the upstream counts in whatever unit the price of the job's model is for. */
export const UNIT_OF_PRICE = "unit_of_price";

/** What an answer without a job object leaves open: every fact of an observation but its status. */
export const NOTHING_KNOWN = {
  progress: null,
  startedAtMs: null,
  finishedAtMs: null,
  model: null,
  resolution: null,
  resolved: null,
  videoSeconds: null,
  gpuMs: null,
  reportedCost: null,
  billedUnits: null,
  failure: null,
} as const satisfies Partial<Observation>;
