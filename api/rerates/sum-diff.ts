import type { RerateSum } from "../../db/clickhouse/queries/rerate-sums.ts";
import { formatNano, type Nano } from "../../domain/money.ts";

/** Sums by currency, nano. */
type Money = Map<string, Nano>;

/** Counts and money of some generations, before and after. */
export interface SummedPart {
  readonly generations: number;
  readonly changed: number;
  readonly newly_priced: number;
  readonly before: Record<string, string>;
  readonly after: Record<string, string>;
}

/** Adds rows up; each currency stays by itself, and an unknown cost is in none. */
export function sumPart(rows: readonly RerateSum[]): SummedPart {
  const before: Money = new Map();
  const after: Money = new Map();
  for (const row of rows) {
    if (!row.unpriced) add(before, row.currency, row.cost);
    if (!row.unpriced || row.outcome === "newly_priced") {
      add(after, row.next_currency, row.next_cost);
    }
  }
  return {
    generations: countOf(rows),
    changed: countOf(rows.filter((row) => row.outcome === "changed")),
    newly_priced: countOf(rows.filter((row) => row.outcome === "newly_priced")),
    before: shown(before),
    after: shown(after),
  };
}

/** The sums of each group, in the order of their keys. */
export function sumParts(
  rows: readonly RerateSum[],
  keyOf: (row: RerateSum) => string,
): { readonly first: RerateSum; readonly part: SummedPart }[] {
  return groupRows(rows, keyOf).map(([, group]) => ({ first: group[0], part: sumPart(group) }));
}

/** Rows of one key together, in the order of the keys. */
export function groupRows(
  rows: readonly RerateSum[],
  keyOf: (row: RerateSum) => string,
): [string, [RerateSum, ...RerateSum[]]][] {
  const groups = new Map<string, [RerateSum, ...RerateSum[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

export function countOf(rows: readonly RerateSum[]): number {
  return rows.reduce((sum, row) => sum + row.generations, 0);
}

function add(sums: Money, currency: string, amount: Nano): void {
  sums.set(currency, (sums.get(currency) ?? 0n) + amount);
}

function shown(sums: Money): Record<string, string> {
  const ordered = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(ordered.map(([currency, amount]) => [currency, formatNano(amount)]));
}
