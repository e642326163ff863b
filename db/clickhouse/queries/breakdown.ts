import { z } from "zod";
import {
  carriesRevenue,
  type AnyDimension,
  type BreakdownOrder,
} from "../../../domain/dimensions.ts";
import { measureColumns, measureRow } from "./measures.ts";
import { decimalText, type Query } from "./query.ts";
import { openSource, revenueSource, type Scope } from "./scope.ts";
import { byParams, valuesSql } from "./timeseries.ts";

export interface BreakdownInput {
  readonly scope: Scope;
  /** One or two. */
  readonly by: readonly AnyDimension[];
  readonly order: BreakdownOrder;
  readonly direction: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

export const breakdownRow = measureRow.extend({
  values: z.array(z.string()),
  /** Null when revenue entries don't carry a dimension that is asked for. */
  revenue: decimalText.nullable(),
  rows_in_all: z.string().transform(Number),
});

export type BreakdownRow = z.output<typeof breakdownRow>;

/** Figures per value, revenue joined where it has the dimension; values with revenue alone are rows too. */
export function breakdownQuery(input: BreakdownInput): Query<typeof breakdownRow> {
  const figures = `${FIGURES.map((figure) => `s.${figure} AS ${figure}`).join(", ")}, ifNull(s.users, 0) AS users,
  ${revenueSql(input)} AS revenue`;
  return { name: "breakdown", ...rankedSql(input, figures), row: breakdownRow };
}

export const rankedRow = breakdownRow.pick({ values: true, rows_in_all: true });

/** The values alone: the store works out no figure but the one that orders them. */
export function rankedValuesQuery(input: BreakdownInput): Query<typeof rankedRow> {
  return { name: "ranked_values", ...rankedSql(input, null), row: rankedRow };
}

export const moneyRow = breakdownRow.pick({
  values: true,
  spend: true,
  generations: true,
  revenue: true,
  rows_in_all: true,
});

/** Spend, revenue and count of each value; the store works out no other figure. */
export function moneyByValueQuery(input: BreakdownInput): Query<typeof moneyRow> {
  const figures = `s.spend AS spend, s.generations AS generations, ${revenueSql(input)} AS revenue`;
  return { name: "money_by_value", ...rankedSql(input, figures), row: moneyRow };
}

function revenueSql(input: BreakdownInput): string {
  return hasRevenue(input) ? "r.revenue" : "NULL";
}

function hasRevenue({ scope, by }: BreakdownInput): boolean {
  return by.every(carriesRevenue) && revenueSource(scope) !== null;
}

function rankedSql(input: BreakdownInput, figures: string | null) {
  const { scope, by, limit, offset } = input;
  const source = openSource(scope, by);
  const revenue = by.every(carriesRevenue) ? revenueSource(scope) : null;
  const keys = valuesSql(by);
  const spent = `SELECT ${keys} AS values, ${measureColumns(source)} ${source.fromSql} GROUP BY values`;
  const earned =
    revenue === null
      ? `SELECT emptyArrayString() AS values, toDecimal128(0, 9) AS revenue WHERE false`
      : `SELECT ${keys} AS values, sumIf(toDecimal128(amount, 9), currency = {currency:String}) AS revenue
${revenue.fromSql} GROUP BY values`;
  return {
    sql: `SELECT if(empty(s.values), r.values, s.values) AS values,
  ${figures === null ? "" : `${figures},\n  `}count() OVER () AS rows_in_all
FROM (${spent}) AS s FULL OUTER JOIN (${earned}) AS r ON s.values = r.values
ORDER BY ${orderSql(input)}, values ASC
LIMIT {limit:UInt32} OFFSET {offset:UInt32}`,
    params: {
      ...source.params,
      ...revenue?.params,
      ...byParams(by),
      limit,
      offset,
    },
  };
}

const FIGURES = [
  "generations",
  "spend",
  "spend_by_basis",
  "held",
  "succeeded",
  "delivered",
  "failed",
  "in_flight",
  "unpriced",
  "priced",
  "priced_seconds",
  "waste",
  "waste_by_cause",
  "video_seconds",
  "gpu_ms",
  "durations",
] as const;

const ORDER_SQL: Readonly<Record<BreakdownOrder, string>> = {
  spend: "s.spend",
  revenue: "r.revenue",
  margin: "r.revenue - s.spend",
  coverage: "if(s.spend = 0, NULL, toFloat64(r.revenue) / toFloat64(s.spend))",
  generations: "s.generations",
  succeeded: "s.succeeded",
  failed: "s.failed",
  waste: "s.waste",
  video_seconds: "s.video_seconds",
  gpu_seconds: "s.gpu_ms",
  cost_per_generation: "if(s.priced = 0, NULL, toFloat64(s.spend) / s.priced)",
  cost_per_delivered: "if(s.delivered = 0, NULL, toFloat64(s.spend) / s.delivered)",
  cost_per_second:
    "if(s.priced_seconds = 0, NULL, toFloat64(s.spend) / toFloat64(s.priced_seconds))",
  users: "s.users",
  unpriced: "s.unpriced",
  in_flight: "s.in_flight",
  held: "s.held",
  p50_ms: "s.durations[1]",
  p95_ms: "s.durations[2]",
  value: "values",
};

function orderSql({ order, direction }: BreakdownInput): string {
  return `${ORDER_SQL[order]} ${direction === "asc" ? "ASC" : "DESC"} NULLS LAST`;
}
