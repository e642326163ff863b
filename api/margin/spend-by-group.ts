import { otherCurrenciesQuery } from "../../db/clickhouse/queries/summary.ts";
import { timeseriesQuery } from "../../db/clickhouse/queries/timeseries.ts";
import { NO_GROUP_FIGURES, type GroupFigures } from "../../domain/finance/margin.ts";
import { parseNano, type Currency } from "../../domain/money.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import type { MarginQuestion } from "./margin-question.ts";

/**
 * What each group spent and generated, without revenue. Spend in another currency is converted at each day's rate, a
 * group's day rounded once; what has no rate is left out.
 */
export async function spendByGroup(
  ctx: CallContext,
  question: MarginQuestion,
): Promise<Map<string, GroupFigures>> {
  const groups = new Map<string, GroupFigures>();
  const add = (group: string, more: Partial<GroupFigures>) => {
    groups.set(group, sum(groups.get(group) ?? NO_GROUP_FIGURES, more));
  };
  const startsMs = bucketStarts(question.scope.range, "day", question.timeZone);
  const rowsIn = (currency: Currency) => {
    const scope = { ...question.scope, currency };
    return askStore(ctx.deps.ch, timeseriesQuery({ scope, startsMs, by: question.by }));
  };

  const own = question.scope.currency;
  for (const row of await rowsIn(own)) {
    add(row.value, {
      generations: row.generations,
      unpriced: row.unpriced,
      inFlight: row.in_flight,
      activeDays: row.generations > 0 ? 1 : 0,
      spend: parseNano(row.spend),
    });
  }
  for (const currency of await otherCurrencies(ctx, question)) {
    const table = await question.rates.tableFor([currency]);
    for (const row of await rowsIn(currency)) {
      const spend = parseNano(row.spend);
      const day = question.calendar.dayOf(startsMs[row.slot] ?? Number.NaN);
      const converted = table.convert(spend, currency, own, day);
      if (converted.kind === "converted") add(row.value, { spend: converted.amount });
      else if (spend !== 0n) question.leftOut.add(currency, converted.reason, { spend });
    }
  }
  return groups;
}

async function otherCurrencies(
  ctx: CallContext,
  question: MarginQuestion,
): Promise<readonly Currency[]> {
  const rows = await askStore(ctx.deps.ch, otherCurrenciesQuery(question.scope));
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
