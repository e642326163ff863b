import { allocate } from "../allocate.ts";
import type { Nano } from "../money.ts";

/** How revenue that names no group is spread over the groups. */
export const ALLOCATION_RULES = ["usage", "cost", "active_days", "weights", "none"] as const;
export type AllocationRule = (typeof ALLOCATION_RULES)[number];

/** Why revenue stayed unallocated: nobody asked for a rule, or no group weighs anything under it. */
export const UNALLOCATED_REASONS = ["no_rule", "no_weight"] as const;
export type UnallocatedReason = (typeof UNALLOCATED_REASONS)[number];

/** What a group did, as the rules weigh it. */
export interface GroupActivity {
  readonly generations: number;
  readonly spend: Nano;
  /** Days with at least one generation. */
  readonly activeDays: number;
  /** Fixed by the caller, zero or more; any unit, the same for all groups. */
  readonly weight: bigint;
}

/** The groups' parts and what is left sum to the whole, to the nano. */
export interface Allocation {
  readonly parts: ReadonlyMap<string, Nano>;
  readonly unallocated: Nano;
  /** Null when nothing is left. */
  readonly reason: UnallocatedReason | null;
}

/**
 * Spreads an amount (a refund is negative) over groups by their weights under a rule. Without any weight nothing is spread:
 * an even split would be an invention. What does not divide goes by largest remainder, equal ones in the order of the
 * groups' names, so that the same question always has the same answer.
 */
export function allocateRevenue(
  amount: Nano,
  rule: AllocationRule,
  groups: ReadonlyMap<string, GroupActivity>,
): Allocation {
  const named = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const weights = named.map(([, activity]) => weightOf(rule, activity));
  if (weights.every((weight) => weight === 0n)) {
    const reason = rule === "none" ? "no_rule" : "no_weight";
    return {
      parts: new Map(named.map(([name]) => [name, 0n])),
      unallocated: amount,
      reason: amount === 0n ? null : reason,
    };
  }
  const parts = allocate(amount, weights);
  return {
    parts: new Map(named.map(([name], index) => [name, parts[index] ?? 0n])),
    unallocated: 0n,
    reason: null,
  };
}

/** Never negative: a group whose spend was corrected to less than nothing weighs nothing. */
function weightOf(rule: AllocationRule, activity: GroupActivity): bigint {
  switch (rule) {
    case "usage":
      return BigInt(activity.generations);
    case "cost":
      return activity.spend > 0n ? activity.spend : 0n;
    case "active_days":
      return BigInt(activity.activeDays);
    case "weights":
      return activity.weight;
    case "none":
      return 0n;
  }
}
