import type { z } from "@hono/zod-openapi";
import {
  breakdownQuery as breakdownSql,
  rankedValuesQuery,
  type BreakdownInput,
  type BreakdownRow,
} from "../../db/clickhouse/queries/breakdown.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import { BREAKDOWN_ORDERS, isTag, type AnyDimension } from "../../domain/dimensions.ts";
import type { breakdownQuery } from "../contract/analytics-query.ts";
import type { BreakdownAnswer } from "../contract/analytics.ts";
import type { Measures } from "../contract/measures.ts";
import { invalidField } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { askStore } from "./ask-store.ts";
import { contextOf, isoPeriod, openQuestion } from "./open-question.ts";
import { readDimensions } from "./read-filters.ts";
import { filtersFor } from "./series.ts";
import { NO_FIGURES, toMeasures } from "./to-measures.ts";

const MAX_DIMENSIONS = 2;
const MAX_OFFSET = 100_000;

/** Figures for each value of one dimension, or each pair of two. */
export async function breakdown(
  ctx: CallContext,
  query: z.output<typeof breakdownQuery>,
): Promise<BreakdownAnswer> {
  const by = readDimensions(query.by, MAX_DIMENSIONS);
  const question = await openQuestion(ctx, query, query.compare);
  const { cursor: _cursor, limit: _limit, ...asked } = query;
  const list = `breakdown ${JSON.stringify(asked)}`;
  const offset = Number(positionOf(ctx, list, query, 1)?.[0] ?? "0");
  if (offset > MAX_OFFSET) throw invalidField("cursor", "is too far: add a filter instead");

  const input = { scope: question.scope, by, ...orderOf(query.order), offset };
  const [context, rows] = await Promise.all([
    contextOf(ctx, question),
    rowsOf(ctx, { ...input, limit: query.limit + 1 }),
  ]);
  const { compared } = question;
  const shown = rows.slice(0, query.limit).map((row) => row.values);
  const before = compared === null ? null : await previousOf(ctx, compared, by, shown);
  const page = toPage(ctx, list, rows, query, {
    show: (row) => ({
      ...toMeasures(row, row.revenue),
      values: Object.fromEntries(by.map((name, index) => [name, row.values[index] ?? ""])),
      previous:
        before === null
          ? null
          : (before.get(keyOf(row.values)) ??
            toMeasures(NO_FIGURES, row.revenue === null ? null : "0")),
    }),
    position: () => [String(offset + query.limit)],
  });
  return {
    ...context,
    by,
    values_in_all: rows[0]?.rows_in_all ?? 0,
    previous: compared === null ? null : isoPeriod(compared.range),
    ...page,
  };
}

/** The rows of a page. Of a dimension with very many values only those are worked out whole. */
async function rowsOf(ctx: CallContext, input: BreakdownInput): Promise<readonly BreakdownRow[]> {
  const { ch } = ctx.deps;
  if (!input.by.some(hasManyValues)) return askStore(ch, breakdownSql(input));
  const ranked = await askStore(ch, rankedValuesQuery(input));
  const filters = filtersFor(
    input.by,
    ranked.map((row) => row.values),
  );
  if (ranked.length === 0) return [];
  const rows = await askStore(
    ch,
    breakdownSql({
      ...input,
      scope: { ...input.scope, filters: [...input.scope.filters, ...filters] },
      limit: filters.reduce((product, filter) => product * filter.values.length, 1),
      offset: 0,
    }),
  );
  const byKey = new Map(rows.map((row) => [keyOf(row.values), row]));
  return ranked.flatMap(({ values, rows_in_all }) => {
    const row = byKey.get(keyOf(values));
    return row === undefined ? [] : [{ ...row, rows_in_all }];
  });
}

function hasManyValues(dimension: AnyDimension): boolean {
  return dimension === "user" || dimension === "customer" || isTag(dimension);
}

/** The figures of the shown values in the period compared with. */
async function previousOf(
  ctx: CallContext,
  compared: Scope,
  by: readonly AnyDimension[],
  shown: readonly (readonly string[])[],
): Promise<ReadonlyMap<string, Measures>> {
  if (shown.length === 0) return new Map();
  const filters = filtersFor(by, shown);
  const pairs = filters.reduce((product, filter) => product * filter.values.length, 1);
  const rows = await askStore(
    ctx.deps.ch,
    breakdownSql({
      scope: { ...compared, filters: [...compared.filters, ...filters] },
      by,
      order: "value",
      direction: "asc",
      limit: pairs,
      offset: 0,
    }),
  );
  return new Map(rows.map((row) => [keyOf(row.values), toMeasures(row, row.revenue)]));
}

/** Reads `order`. @throws ApiError naming it. */
export function orderOf(text: string): Pick<BreakdownInput, "order" | "direction"> {
  const name = text.replace(/^-/, "");
  const order = BREAKDOWN_ORDERS.find((known) => known === name);
  if (order === undefined) throw invalidField("order", "is no measure to order by");
  return { order, direction: text.startsWith("-") ? "desc" : "asc" };
}

function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}
