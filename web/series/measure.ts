import type { PointMeasures } from "../../api/contract/analytics.ts";
import type { Measures } from "../../api/contract/measures.ts";
import { divideRounded, formatNano, NANO_PER_UNIT, parseNano } from "../../domain/money.ts";
import type { BreakdownOrder } from "../../domain/dimensions.ts";
import { isZero } from "../format/money.ts";

export const MEASURES = [
  "spend",
  "revenue",
  "margin",
  "coverage",
  "waste",
  "cost_per_generation",
  "cost_per_second",
  "generations",
  "succeeded",
  "failed",
  "unpriced",
  "video_seconds",
  "gpu_seconds",
  "users",
  "p50_ms",
  "p95_ms",
] as const satisfies readonly BreakdownOrder[];
export type Measure = (typeof MEASURES)[number];

/** A figure as an exact decimal, whatever it counts; null where it is not known. */
export type Value = string | null;

export type Unit = "money" | "share" | "count" | "seconds" | "ms";

interface MeasureKind {
  readonly unit: Unit;
  /** Its values may be summed, over time and over parts. */
  readonly additive: boolean;
  /** Asked for apart: it is counted or ranked over the generations themselves. */
  readonly distinct: boolean;
}

const sum = (unit: Unit): MeasureKind => ({ unit, additive: true, distinct: false });
const ratioOf = (unit: Unit): MeasureKind => ({ unit, additive: false, distinct: false });
const apart = (unit: Unit): MeasureKind => ({ unit, additive: false, distinct: true });

export const MEASURE_KINDS: Readonly<Record<Measure, MeasureKind>> = {
  spend: sum("money"),
  revenue: sum("money"),
  margin: sum("money"),
  coverage: ratioOf("share"),
  waste: sum("money"),
  cost_per_generation: ratioOf("money"),
  cost_per_second: ratioOf("money"),
  generations: sum("count"),
  succeeded: sum("count"),
  failed: sum("count"),
  unpriced: sum("count"),
  video_seconds: sum("seconds"),
  gpu_seconds: sum("seconds"),
  users: apart("count"),
  p50_ms: apart("ms"),
  p95_ms: apart("ms"),
};

/**
 * Which values come first: the largest sums, the largest losses. By a ratio the first would be the smallest of all, so
 * those go by spend.
 */
export function orderFor(measure: Measure): string {
  if (measure === "margin") return "margin";
  const ranks = MEASURE_KINDS[measure].additive || measure === "users";
  return ranks ? `-${measure}` : "-spend";
}

/** True for what can't be known where revenue is not recorded. */
export function needsRevenue(measure: Measure): boolean {
  return measure === "revenue" || measure === "margin" || measure === "coverage";
}

/** A measure out of figures. Ratios are a sum ÷ a sum, so they are right for any set of generations. */
export function measureValue(measure: Measure, figures: PointMeasures | Measures): Value {
  switch (measure) {
    case "spend":
      return spendOf(figures);
    case "margin":
      return spendOf(figures) === null ? null : figures.margin;
    case "coverage":
      return quotient(figures.revenue, spendOf(figures));
    case "cost_per_generation":
      return figures.priced === 0 ? null : quotient(figures.spend, String(figures.priced));
    case "cost_per_second":
      return quotient(figures.spend, figures.priced_seconds);
    case "gpu_seconds":
      // Nothing ran, so nothing was used: that is known.
      return figures.generations === 0 ? "0" : figures.gpu_seconds;
    case "revenue":
    case "waste":
    case "video_seconds":
      return figures[measure];
    case "users":
    case "p50_ms":
    case "p95_ms":
      return textOf(figures[measure]);
    case "generations":
    case "succeeded":
    case "failed":
    case "unpriced":
      return String(figures[measure]);
  }
}

/** Spend, or null when there were generations and the cost of none of them is known. */
function spendOf(figures: PointMeasures | Measures): Value {
  const unknown = isZero(figures.spend) && figures.priced === 0 && figures.unpriced > 0;
  return unknown ? null : figures.spend;
}

function textOf(value: number | null | undefined): Value {
  return value === null || value === undefined ? null : value.toFixed(3);
}

/** `part / whole` with nine decimals; null when one is unknown or the whole is 0. */
export function quotient(part: Value, whole: Value): Value {
  if (part === null || whole === null || isZero(whole)) return null;
  return formatNano(divideRounded(parseNano(part) * NANO_PER_UNIT, parseNano(whole)));
}
