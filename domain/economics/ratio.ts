import { divideRounded, type Nano } from "../money.ts";

/** Why there is no ratio: nothing to divide by, or revenue that is not known. */
export const RATIO_REASONS = ["nothing_to_divide_by", "revenue_unknown"] as const;
export type RatioReason = (typeof RATIO_REASONS)[number];

/** An amount for each of something; null with the reason where there is none, never 0. */
export interface Ratio {
  readonly value: Nano | null;
  /** How many it was divided by. */
  readonly per: number;
  readonly reason: RatioReason | null;
}

/** Revenue by spend, in millionths; null with the reason where there is none. */
export interface Coverage {
  readonly millionths: bigint | null;
  /** The spend that it was divided by. */
  readonly per: Nano;
  readonly reason: RatioReason | null;
}

const MILLION = 1_000_000n;

/** An amount (null: unknown) shared by a count, rounded once, half away from zero. */
export function each(amount: Nano | null, per: number): Ratio {
  if (amount === null) return { value: null, per, reason: "revenue_unknown" };
  if (per === 0) return { value: null, per, reason: "nothing_to_divide_by" };
  return { value: divideRounded(amount, BigInt(per)), per, reason: null };
}

/** What part of the spend the revenue (null: unknown) covers. */
export function coverageOf(revenue: Nano | null, spend: Nano): Coverage {
  if (revenue === null) return { millionths: null, per: spend, reason: "revenue_unknown" };
  if (spend <= 0n) return { millionths: null, per: spend, reason: "nothing_to_divide_by" };
  return { millionths: divideRounded(revenue * MILLION, spend), per: spend, reason: null };
}
