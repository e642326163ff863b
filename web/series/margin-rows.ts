import type { BreakdownRow } from "../../api/contract/analytics.ts";
import type { Measures } from "../../api/contract/measures.ts";
import { parseNano } from "../../domain/money.ts";
import { addDecimals, ratio, subtractDecimals, toPixelValue } from "../format/money.ts";

type Amounts = Pick<Measures, "spend" | "revenue" | "margin">;

/** One bar: what a value of the dimension earned less what it cost, or only its cost where revenue is unknown. */
export interface MarginRow extends Amounts {
  readonly label: string;
  /** True for the sum of everything that has no bar of its own. */
  readonly isOther: boolean;
  /** How many values the row stands for; 1 unless it is the sum of the rest, null when not known. */
  readonly count: number | null;
  /** revenue ÷ spend; null without spend or when the revenue is unknown. */
  readonly coverage: number | null;
  /** Where the bar starts and ends, 0…1 from the left edge; zero is at `zero`. For pixels only. */
  readonly from: number;
  readonly to: number;
  readonly zero: number;
}

/**
 * The largest values by |margin| (by spend where revenue is unknown), largest loss first, and one row for the rest, so
 * that the rows sum to the totals.
 * @param hasMore true when the answer did not hold every value
 */
export function marginRows(
  rows: readonly BreakdownRow[],
  totals: Amounts,
  dimension: string,
  hasMore: boolean,
  visible = 8,
): readonly MarginRow[] {
  const ranked = rows.toSorted((a, b) => descending(size(barOf(a)), size(barOf(b))));
  const shown = ranked.slice(0, visible);
  const rest: Amounts = {
    spend: subtractDecimals(totals.spend, addDecimals(shown.map((row) => row.spend))),
    revenue: remainder(
      totals.revenue,
      shown.map((row) => row.revenue),
    ),
    margin: remainder(
      totals.margin,
      shown.map((row) => row.margin),
    ),
  };
  const needsRest = ranked.length > visible || hasMore || hasAmount(rest);
  const scale = diverging([...shown, ...(needsRest ? [rest] : [])].map(barOf).map(toPixelValue));
  const toRow = (amounts: Amounts, label: string, count: number | null): MarginRow => ({
    label,
    count,
    isOther: label === "",
    spend: amounts.spend,
    revenue: amounts.revenue,
    margin: amounts.margin,
    coverage: ratio(amounts.revenue, amounts.spend),
    ...scale(toPixelValue(barOf(amounts))),
  });
  const lossFirst = (a: MarginRow, b: MarginRow): number =>
    a.margin === null || b.margin === null
      ? descending(parseNano(a.spend), parseNano(b.spend))
      : descending(parseNano(b.margin), parseNano(a.margin));
  const bars = shown.map((row) => toRow(row, row.values[dimension] ?? "", 1)).toSorted(lossFirst);
  const hidden = hasMore || ranked.length <= visible ? null : ranked.length - visible;
  return needsRest ? [...bars, toRow(rest, "", hidden)] : bars;
}

function barOf(amounts: Amounts): string {
  return amounts.margin ?? amounts.spend;
}

/** The total less its parts; unknown as soon as one of them is. */
function remainder(total: string | null, parts: readonly (string | null)[]): string | null {
  const known = parts.filter((part) => part !== null);
  if (total === null || known.length < parts.length) return null;
  return subtractDecimals(total, addDecimals(known));
}

/** Shares of a line that reaches from the largest loss to the largest gain, with zero on it. */
function diverging(values: readonly number[]) {
  const low = Math.min(0, ...values);
  const span = Math.max(Math.max(0, ...values) - low, Number.MIN_VALUE);
  const zero = -low / span;
  return (value: number) => {
    const at = (value - low) / span;
    return { from: Math.min(at, zero), to: Math.max(at, zero), zero };
  };
}

function hasAmount(amounts: Amounts): boolean {
  return [amounts.spend, amounts.revenue ?? "0"].some((decimal) => parseNano(decimal) !== 0n);
}

function size(decimal: string): bigint {
  const nano = parseNano(decimal);
  return nano < 0n ? -nano : nano;
}

function descending(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
