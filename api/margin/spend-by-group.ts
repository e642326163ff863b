import { otherCurrenciesQuery } from "../../db/clickhouse/queries/summary.ts";
import { timeseriesQuery } from "../../db/clickhouse/queries/timeseries.ts";
import type { Scope } from "../../db/clickhouse/queries/scope.ts";
import { dayStartMs } from "../../domain/finance/calendar-day.ts";
import { NO_GROUP_FIGURES, type GroupFigures } from "../../domain/finance/margin.ts";
import { parseNano, type Currency } from "../../domain/money.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import { addClosedSpend } from "./add-closed-spend.ts";
import type { MarginQuestion } from "./margin-question.ts";

/** Adds to what a group is known for. */
export type AddToGroup = (group: string, more: Partial<GroupFigures>) => void;

/**
 * What each group spent and generated, without revenue: closed days as they were closed, the others out of the rollup. Spend
 * in another currency is converted at each day's rate, a group's day rounded once; what has no rate is left out.
 */
export async function spendByGroup(
  ctx: CallContext,
  question: MarginQuestion,
): Promise<Map<string, GroupFigures>> {
  const groups = new Map<string, GroupFigures>();
  const add: AddToGroup = (group, more) => {
    groups.set(group, sum(groups.get(group) ?? NO_GROUP_FIGURES, more));
  };
  const { days, scope, timeZone, books, unfrozen } = question;
  const openFrom = unfrozen === null ? (books.firstOpenDay ?? days.first) : days.first;
  if (openFrom > days.first) {
    const end = Math.min(openFrom, days.end);
    await addClosedSpend(ctx, question, { first: days.first, end }, add);
  }
  if (openFrom < days.end) {
    const fromMs = Math.max(scope.range.fromMs, dayStartMs(openFrom, timeZone));
    await addOpenSpend(ctx, question, { ...scope, range: { ...scope.range, fromMs } }, add);
  }
  return groups;
}

async function addOpenSpend(
  ctx: CallContext,
  question: MarginQuestion,
  scope: Scope,
  add: AddToGroup,
): Promise<void> {
  const startsMs = bucketStarts(scope.range, "day", question.timeZone);
  const rowsIn = (currency: Currency) =>
    askStore(
      ctx.deps.ch,
      timeseriesQuery({ scope: { ...scope, currency }, startsMs, by: question.by }),
    );

  const own = scope.currency;
  for (const row of await rowsIn(own)) {
    add(row.value, {
      generations: row.generations,
      unpriced: row.unpriced,
      inFlight: row.in_flight,
      activeDays: row.generations > 0 ? 1 : 0,
      spend: parseNano(row.spend),
    });
  }
  for (const currency of await otherCurrencies(ctx, scope)) {
    const rates = await question.rates.ratesFor([currency]);
    for (const row of await rowsIn(currency)) {
      const spend = parseNano(row.spend);
      const day = question.calendar.dayOf(startsMs[row.slot] ?? Number.NaN);
      const converted = rates.convert(spend, currency, own, day, question.books.today);
      if (converted.kind === "converted") add(row.value, { spend: converted.amount });
      else if (spend !== 0n) question.leftOut.add(currency, converted.reason, { spend });
    }
  }
}

async function otherCurrencies(ctx: CallContext, scope: Scope): Promise<readonly Currency[]> {
  const rows = await askStore(ctx.deps.ch, otherCurrenciesQuery(scope));
  return rows.filter((row) => row.generations > 0).map((row) => row.currency);
}

function sum(figures: GroupFigures, more: Partial<GroupFigures>): GroupFigures {
  return {
    generations: figures.generations + (more.generations ?? 0),
    unpriced: figures.unpriced + (more.unpriced ?? 0),
    inFlight: figures.inFlight + (more.inFlight ?? 0),
    activeDays: figures.activeDays + (more.activeDays ?? 0),
    spend: figures.spend + (more.spend ?? 0n),
    revenue: figures.revenue,
  };
}
