import type { Nano } from "../money.ts";
import { coverageOf, each, type Coverage, type Ratio } from "./ratio.ts";
import { lessSpent, wasteOf, type Spent } from "./spent.ts";

/** What is known of a group. Users of the two sides are those who generated. */
export interface GroupFacts {
  readonly spent: Spent;
  /** Recognised revenue that names the group; null when revenue can't name it. */
  readonly direct: Nano | null;
  /** Its part of the revenue that names no group; null when it can't be known either. */
  readonly allocated: Nano | null;
  readonly activeUsers: number;
  readonly payers: SideFacts;
}

/** What users who paid something in the period did in a group. */
export interface SideFacts {
  readonly spent: Spent;
  readonly activeUsers: number;
  readonly revenue: Nano | null;
}

/** One side of payers and non-payers; the two sum to the group. */
export interface Side {
  readonly activeUsers: number;
  readonly generations: number;
  readonly spend: Nano;
  readonly revenue: Nano | null;
  readonly margin: Nano | null;
}

export interface UnitEconomics {
  readonly spent: Spent;
  readonly direct: Nano | null;
  readonly allocated: Nano | null;
  /** Direct and allocated; what the ratios are worked out of. */
  readonly revenue: Nano | null;
  readonly directMargin: Nano | null;
  readonly margin: Nano | null;
  readonly waste: Nano;
  readonly activeUsers: number;
  readonly costPerClip: Ratio;
  readonly revenuePerClip: Ratio;
  readonly costPerSucceededClip: Ratio;
  readonly revenuePerSucceededClip: Ratio;
  readonly costPerDeliveredClip: Ratio;
  readonly costPerActiveUser: Ratio;
  readonly revenuePerActiveUser: Ratio;
  readonly coverage: Coverage;
  readonly payers: Side;
  /** Everyone else, clips that name no user included. */
  readonly nonPayers: Side;
}

/**
 * Costs and revenue of a group for each of its clips and users. A clip's cost is shared by those whose cost is known,
 * its revenue by all. Payers and the others sum to the whole.
 */
export function unitEconomics(facts: GroupFacts): UnitEconomics {
  const { spent, direct, allocated, activeUsers, payers } = facts;
  const { spend } = spent;
  const revenue = direct === null && allocated === null ? null : (direct ?? 0n) + (allocated ?? 0n);
  return {
    spent,
    direct,
    allocated,
    revenue,
    directMargin: less(direct, spend),
    margin: less(revenue, spend),
    waste: wasteOf(spent),
    activeUsers,
    costPerClip: each(spend, spent.priced),
    revenuePerClip: each(revenue, spent.generations),
    costPerSucceededClip: each(spend, spent.succeeded),
    revenuePerSucceededClip: each(revenue, spent.succeeded),
    costPerDeliveredClip: each(spend, spent.delivered),
    costPerActiveUser: each(spend, activeUsers),
    revenuePerActiveUser: each(revenue, activeUsers),
    coverage: coverageOf(revenue, spend),
    payers: sideOf(payers),
    nonPayers: sideOf({
      spent: lessSpent(spent, payers.spent),
      // Distinct users of many are estimated: the difference must not fall below nobody.
      activeUsers: Math.max(0, activeUsers - payers.activeUsers),
      revenue: direct === null || payers.revenue === null ? null : direct - payers.revenue,
    }),
  };
}

function sideOf({ spent, activeUsers, revenue }: SideFacts): Side {
  const { generations, spend } = spent;
  return { activeUsers, generations, spend, revenue, margin: less(revenue, spend) };
}

function less(revenue: Nano | null, spend: Nano): Nano | null {
  return revenue === null ? null : revenue - spend;
}
