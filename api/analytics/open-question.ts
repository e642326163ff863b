import { otherCurrenciesQuery } from "../../db/clickhouse/queries/summary.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import type { TimeRange, WeekStart } from "../../domain/time-buckets.ts";
import type { Comparison } from "../contract/analytics.ts";
import type { OtherCurrency } from "../contract/measures.ts";
import type { CallContext } from "../http/call-context.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { askStore } from "./ask-store.ts";
import { readFilters } from "./read-filters.ts";
import { comparedPeriod, readPeriod, type PeriodQuery } from "./read-period.ts";

/** A question after its input was read: what it is about, and what its answer says about itself. */
export interface Question {
  readonly scope: Scope;
  readonly timeZone: string;
  readonly weekStart: WeekStart;
  readonly asOfMs: number;
  /** The same question about the period to compare with; null with `compare=none`. */
  readonly compared: Scope | null;
}

/** Reads what all analytic questions have in common. @throws ApiError naming the faulty field. */
export async function openQuestion(
  ctx: CallContext,
  query: PeriodQuery & Readonly<Record<string, unknown>>,
  compare: Comparison,
): Promise<Question> {
  const fresh = await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId);
  const { timeZone: ownZone, weekStart, oldestWaitingMs } = fresh;
  const period = readPeriod(query, ownZone, ctx.nowMs);
  const scope: Scope = {
    workspaceId: ctx.workspaceId,
    range: period.range,
    filters: readFilters(query),
    currency: ctx.deps.currency,
  };
  const compared = comparedPeriod(period, compare);
  return {
    scope,
    timeZone: period.timeZone,
    weekStart,
    asOfMs: Math.min(ctx.nowMs, oldestWaitingMs ?? ctx.nowMs),
    compared: compared === null ? null : { ...scope, range: compared },
  };
}

/** What every analytic answer carries beside its figures. */
export async function contextOf(ctx: CallContext, question: Question) {
  return {
    ...isoPeriod(question.scope.range),
    timezone: question.timeZone,
    currency: question.scope.currency,
    as_of: new Date(question.asOfMs).toISOString(),
    other_currencies: await otherCurrencies(ctx, question.scope),
  };
}

/** A range as answers write it. */
export function isoPeriod(range: TimeRange): { from: string; to: string } {
  return { from: new Date(range.fromMs).toISOString(), to: new Date(range.toMs).toISOString() };
}

async function otherCurrencies(ctx: CallContext, scope: Scope): Promise<OtherCurrency[]> {
  const rows = await askStore(ctx.deps.ch, otherCurrenciesQuery(scope));
  return rows.map((row) => ({
    currency: row.currency,
    spend: formatNano(parseNano(row.spend)),
    revenue: formatNano(parseNano(row.revenue)),
    generations: row.generations,
  }));
}
