import type { EconomicsOrder } from "./dimensions.ts";
import type { UnitEconomics } from "./unit-economics.ts";

/** Rows in an order, what is unknown behind the rest, equal ones by their values. */
export function orderRows<Row extends { readonly value: string; readonly figures: UnitEconomics }>(
  rows: readonly Row[],
  order: EconomicsOrder,
  direction: "asc" | "desc",
): Row[] {
  const byValue = (a: Row, b: Row) => compare(a.value, b.value);
  const turned = direction === "asc" ? 1 : -1;
  if (order === "value") return rows.toSorted((a, b) => turned * byValue(a, b));
  return rows.toSorted((a, b) => {
    const [mine, theirs] = [KEYS[order](a.figures), KEYS[order](b.figures)];
    if (mine === null || theirs === null) {
      return Number(mine === null) - Number(theirs === null) || byValue(a, b);
    }
    return turned * compare(mine, theirs) || byValue(a, b);
  });
}

const KEYS: Readonly<
  Record<Exclude<EconomicsOrder, "value">, (figures: UnitEconomics) => bigint | null>
> = {
  spend: ({ spent }) => spent.spend,
  revenue: ({ revenue }) => revenue,
  margin: ({ margin }) => margin,
  coverage: ({ coverage }) => coverage.millionths,
  waste: ({ waste }) => waste,
  generations: ({ spent }) => BigInt(spent.generations),
  active_users: ({ activeUsers }) => BigInt(activeUsers),
};

function compare<T extends string | bigint>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
