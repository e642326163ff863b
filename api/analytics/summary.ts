import type { z } from "@hono/zod-openapi";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import { revenueQuery, summaryQuery as summarySql } from "../../db/clickhouse/queries/summary.ts";
import type { summaryQuery } from "../contract/analytics-query.ts";
import type { SummaryAnswer } from "../contract/analytics.ts";
import type { Measures } from "../contract/measures.ts";
import type { CallContext } from "../http/call-context.ts";
import { closedMonthsWithin } from "../margin/closed-months-within.ts";
import { openBooks } from "../margin/open-books.ts";
import { askStore } from "./ask-store.ts";
import { contextOf, isoPeriod, openQuestion } from "./open-question.ts";
import { NO_FIGURES, toMeasures } from "./to-measures.ts";

/** All figures of a period, and of the one it is compared with. */
export async function summary(
  ctx: CallContext,
  query: z.output<typeof summaryQuery>,
): Promise<SummaryAnswer> {
  const question = await openQuestion(ctx, query, query.compare);
  const [context, books, totals, previous] = await Promise.all([
    contextOf(ctx, question),
    openBooks(ctx),
    totalsOf(ctx, question.scope),
    question.compared === null ? null : totalsOf(ctx, question.compared),
  ]);
  return {
    ...context,
    totals,
    closed_months: closedMonthsWithin(books, question.scope.range),
    previous:
      previous === null || question.compared === null
        ? null
        : { ...isoPeriod(question.compared.range), totals: previous },
  };
}

async function totalsOf(ctx: CallContext, scope: Scope): Promise<Measures> {
  const earned = revenueQuery(scope);
  const [[row], revenue] = await Promise.all([
    askStore(ctx.deps.ch, summarySql(scope)),
    earned === null ? null : askStore(ctx.deps.ch, earned),
  ]);
  return toMeasures(row ?? NO_FIGURES, revenue === null ? null : (revenue[0]?.revenue ?? "0"));
}
