import { z } from "zod";
import { measureColumns, measureRow } from "./measures.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, revenueSource, type Scope } from "./scope.ts";

/** All figures about generations of a scope, in one row. */
export function summaryQuery(scope: Scope): Query<typeof measureRow> {
  const source = openSource(scope, []);
  return {
    name: "summary",
    sql: `SELECT ${measureColumns(source)} ${source.fromSql}`,
    params: source.params,
    row: measureRow,
  };
}

export const revenueRow = z.object({ revenue: decimalText, entries: countText });

/** Revenue of a scope in the reporting currency; null when the scope asks for what revenue doesn't carry. */
export function revenueQuery(scope: Scope): Query<typeof revenueRow> | null {
  const source = revenueSource(scope);
  if (source === null) return null;
  return {
    name: "revenue",
    sql: `SELECT sumIf(toDecimal128(amount, 9), currency = {currency:String}) AS revenue, count() AS entries ${source.fromSql}`,
    params: source.params,
    row: revenueRow,
  };
}

export const otherCurrencyRow = z.object({
  currency: z.string(),
  spend: decimalText,
  revenue: decimalText,
  generations: countText,
});

/** What the scope has in other currencies, each apart. */
export function otherCurrenciesQuery(scope: Scope): Query<typeof otherCurrencyRow> {
  const source = openSource(scope, []);
  const revenue = revenueSource(scope);
  const other = "AND currency NOT IN ('', {currency:String})";
  const spent = `SELECT toString(currency) AS code, sum(${source.figures.cost}) AS spent, toDecimal128(0, 9) AS earned,
  ${source.figures.generations} AS clips ${source.fromSql} ${other} GROUP BY code`;
  const earned =
    revenue === null
      ? ""
      : `UNION ALL SELECT toString(currency) AS code, toDecimal128(0, 9) AS spent, sum(toDecimal128(amount, 9)) AS earned,
  toUInt64(0) AS clips ${revenue.fromSql} ${other} GROUP BY code`;
  return {
    name: "other_currencies",
    sql: `SELECT code AS currency, sum(spent) AS spend, sum(earned) AS revenue, sum(clips) AS generations
FROM (${spent} ${earned}) GROUP BY currency ORDER BY currency`,
    params: { ...source.params, ...revenue?.params },
    row: otherCurrencyRow,
  };
}
