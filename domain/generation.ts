import type { Nano, Currency } from "./money.ts";

/** A generation's place in its life; `domain/lifecycle.ts` holds the table of moves. */
export const GENERATION_STATES = [
  "held",
  "submitted",
  "running",
  "succeeded",
  "failed",
  "blocked",
  "cancelled",
  "expired",
  "lost",
] as const;
export type GenerationState = (typeof GENERATION_STATES)[number];

/** States in which nothing more is expected from the upstream; `lost` still keeps its hold. */
export const FINAL_STATES = ["succeeded", "failed", "blocked", "cancelled", "expired"] as const;
export type FinalState = (typeof FINAL_STATES)[number];

/** How a cost came about, most trustworthy first. */
export const COST_BASES = [
  "reported",
  "billed_units",
  "rate_card",
  "gpu_time",
  "estimate",
  "unpriced",
] as const;
export type CostBasis = (typeof COST_BASES)[number];

export const GPU_BASES = ["reported", "measured", "profile"] as const;
export type GpuBasis = (typeof GPU_BASES)[number];

/** Why a generation did not succeed. */
export const FAILURE_KINDS = [
  "rejected", // the upstream refused the create
  "unreachable", // the create never reached the upstream
  "provider_error",
  "moderated",
  "cancelled",
  "expired",
  "unknown_outcome", // marked lost: the upstream does not know it
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/** What a create asks the upstream to do; it decides what is priced. */
export const OPERATIONS = ["create", "remix", "edit", "extend"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What an amount of the price book is per. */
export const PRICE_UNITS = [
  "second", // of video that is made
  "input_second", // of video that is handed in
  "video", // a whole generation
  "token",
  "frame",
  "image", // handed in
  "megapixel_second", // a second of video for each million pixels of its picture
  "gpu_second",
  "credit", // of the provider's own accounts
  "tick", // a nano of the currency; who counts in finer ones divides first
] as const;
export type PriceUnit = (typeof PRICE_UNITS)[number];

/** What was billed or estimated, with everything needed to redo the arithmetic by hand. */
export type Cost =
  | {
      readonly basis: Exclude<CostBasis, "unpriced">;
      readonly amount: Nano;
      readonly currency: Currency;
      /** Absent when the provider named the money itself, or when nothing is billed for this outcome. */
      readonly calculation: CostCalculation | null;
    }
  | { readonly basis: "unpriced"; readonly reason: UnpricedReason };

export interface CostCalculation {
  readonly priceId: string;
  readonly unit: PriceUnit;
  /** Units as nano (1 second = 1_000_000_000n). */
  readonly units: Nano;
  readonly unitAmount: Nano;
}

export const UNPRICED_REASONS = [
  "no_price_for_model",
  "no_price_for_conditions",
  "no_price_at_this_time",
  "units_unknown",
  "ambiguous_price",
  "mixed_charges", // the provider charged it in parts that no sum exists of
] as const;
export type UnpricedReason = (typeof UNPRICED_REASONS)[number];

export interface GpuTime {
  readonly ms: number;
  readonly basis: GpuBasis;
  readonly gpuType: string | null;
}
