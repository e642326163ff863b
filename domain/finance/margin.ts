import { NONE } from "../attribution-fields.ts";
import type { Nano } from "../money.ts";
import {
  allocateRevenue,
  type AllocationRule,
  type GroupActivity,
  type UnallocatedReason,
} from "./allocation.ts";

/** What a report on margin can be grouped by. */
export const MARGIN_DIMENSIONS = ["feature", "surface", "plan"] as const;
export type MarginDimension = (typeof MARGIN_DIMENSIONS)[number];

/** What is known of a group in a period, all money in one currency. */
export interface GroupFigures {
  readonly generations: number;
  readonly unpriced: number;
  readonly inFlight: number;
  /** Days with at least one generation. */
  readonly activeDays: number;
  readonly spend: Nano;
  /** Recognised revenue that names the group. */
  readonly revenue: Nano;
}

export const NO_GROUP_FIGURES: GroupFigures = {
  generations: 0,
  unpriced: 0,
  inFlight: 0,
  activeDays: 0,
  spend: 0n,
  revenue: 0n,
};

export interface MarginRow extends GroupFigures {
  readonly group: string;
  readonly directMargin: Nano;
  readonly allocated: Nano;
  /** Direct and allocated revenue less spend. */
  readonly fullMargin: Nano;
}

/**
 * Over all rows: Σ revenue + Σ allocated + unallocated = recognised, and Σ fullMargin + unallocated = margin, to the
 * nano.
 */
export interface MarginReport {
  readonly rows: readonly MarginRow[];
  readonly spend: Nano;
  readonly recognised: Nano;
  readonly direct: Nano;
  readonly allocated: Nano;
  readonly unallocated: Nano;
  readonly unallocatedReason: UnallocatedReason | null;
  readonly margin: Nano;
}

/**
 * Sets spend against revenue for each group. What the group `(none)` earned named no group: it is spread over the named ones
 * by the rule, and its row keeps what it spent alone. A fixed weight makes its group a row even when nothing else
 * is known of it. Rows by spend, the largest first.
 */
export function composeMargin(
  groups: ReadonlyMap<string, GroupFigures>,
  rule: AllocationRule,
  weights: ReadonlyMap<string, bigint>,
): MarginReport {
  const unnamed = groups.get(NONE);
  const named = new Map([...groups].filter(([group]) => group !== NONE));
  for (const group of weights.keys()) named.set(group, named.get(group) ?? NO_GROUP_FIGURES);
  const activities = new Map<string, GroupActivity>(
    [...named].map(([group, figures]) => [group, { ...figures, weight: weights.get(group) ?? 0n }]),
  );
  const allocation = allocateRevenue(unnamed?.revenue ?? 0n, rule, activities);

  const rows = [...named].map(([group, figures]) =>
    rowOf(group, figures, allocation.parts.get(group) ?? 0n),
  );
  if (unnamed !== undefined && (unnamed.generations > 0 || unnamed.spend !== 0n)) {
    rows.push(rowOf(NONE, { ...unnamed, revenue: 0n }, 0n));
  }
  const sumOf = (figure: (row: MarginRow) => Nano) =>
    rows.reduce((sum, row) => sum + figure(row), 0n);
  const [spend, direct] = [sumOf((row) => row.spend), sumOf((row) => row.revenue)];
  const allocated = sumOf((row) => row.allocated);
  const recognised = direct + (unnamed?.revenue ?? 0n);
  return {
    rows: rows.toSorted(bySpend),
    spend,
    recognised,
    direct,
    allocated,
    unallocated: allocation.unallocated,
    unallocatedReason: allocation.reason,
    margin: recognised - spend,
  };
}

function rowOf(group: string, figures: GroupFigures, allocated: Nano): MarginRow {
  const directMargin = figures.revenue - figures.spend;
  return { ...figures, group, directMargin, allocated, fullMargin: directMargin + allocated };
}

function bySpend(a: MarginRow, b: MarginRow): number {
  if (a.spend !== b.spend) return a.spend > b.spend ? -1 : 1;
  return a.group < b.group ? -1 : 1;
}
