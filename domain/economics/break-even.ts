import type { Nano } from "../money.ts";

/** A month of a limit or a subscription has thirty days. */
export const DAYS_PER_MONTH = 30;

/** Why there is no break-even. */
export const BREAK_EVEN_REASONS = [
  "no_price", // nobody paid in the period, and no price was given
  "no_cost", // no clip's cost is known
  "clip_costs_nothing",
] as const;
export type BreakEvenReason = (typeof BREAK_EVEN_REASONS)[number];

export type BreakEven =
  | {
      readonly kind: "clips";
      /** The most clips of this cost that the price still pays. */
      readonly covered: bigint;
      /** The first one that it doesn't. */
      readonly firstLoss: bigint;
    }
  | { readonly kind: "none"; readonly reason: BreakEvenReason };

/** How many clips a price pays: n of them are covered where n × cost ≤ price. A price below nothing covers none. */
export function breakEven(price: Nano | null, costPerClip: Nano | null): BreakEven {
  if (price === null) return { kind: "none", reason: "no_price" };
  if (costPerClip === null) return { kind: "none", reason: "no_cost" };
  if (costPerClip <= 0n) return { kind: "none", reason: "clip_costs_nothing" };
  const covered = price < 0n ? 0n : price / costPerClip;
  return { kind: "clips", covered, firstLoss: covered + 1n };
}

/** What is left of a price after so many clips. */
export function marginAt(price: Nano, costPerClip: Nano, clips: bigint): Nano {
  return price - costPerClip * clips;
}
