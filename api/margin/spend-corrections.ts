import {
  bookedCorrectionsQuery,
  bookedElsewhereQuery,
  openCorrectionsQuery,
  type ClosedSpendRow,
} from "../../db/clickhouse/queries/closed-spend.ts";
import type { CorrectionStep } from "../../domain/finance/closed-books.ts";
import { monthOf, type Month } from "../../domain/finance/month.ts";
import { parseNano, type Nano } from "../../domain/money.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import { comparableDays, firstWholeDay } from "./closed-span.ts";
import { dayStartsOf } from "./day-starts.ts";
import type { MarginQuestion } from "./margin-question.ts";

/** Takes a part of a correction: spend that a group's month changes by, in the report's currency. */
export type AddSpend = (month: Month, group: string, spend: Nano) => void;

/**
 * What a step corrects in spend. A group's day in another currency is converted as it was and as it became, and the
 * difference taken, so that all steps sum to what is converted at once.
 */
export async function spendCorrections(
  ctx: CallContext,
  question: MarginQuestion,
  step: CorrectionStep,
  add: AddSpend,
): Promise<void> {
  const { by, books, scope, leftOut } = question;
  const held = books.closings.slice(0, step.before + 1).map(({ id }) => id);
  const changes = await changesOf(ctx, question, step);
  const elsewhere = await askStore(
    ctx.deps.ch,
    bookedElsewhereQuery(ctx.workspaceId, held, by, scope.currency),
  );
  const days = new Map<string, GroupDay>();
  const dayOf = (row: ClosedSpendRow): GroupDay => {
    const key = `${row.day} ${row.currency} ${row.value}`;
    const known = days.get(key) ?? { row, booked: 0n, change: 0n };
    days.set(key, known);
    return known;
  };
  for (const row of elsewhere) dayOf(row).booked += parseNano(row.spend);
  for (const row of changes) dayOf(row).change += parseNano(row.spend);

  const currencies = new Set([...days.values()].map(({ row }) => row.currency));
  currencies.delete("");
  const rates = await question.rates.ratesFor(currencies);
  for (const { row, booked, change } of days.values()) {
    const { day, value, currency } = row;
    if (currency === scope.currency) {
      add(monthOf(day), value, change);
      continue;
    }
    if (booked === 0n && change === 0n) continue;
    const was = rates.convert(booked, currency, scope.currency, day, step.before);
    const is = rates.convert(booked + change, currency, scope.currency, day, step.after);
    const before = was.kind === "converted" ? was.amount : 0n;
    if (is.kind === "converted") add(monthOf(day), value, is.amount - before);
    else {
      add(monthOf(day), value, -before);
      if (change !== 0n) leftOut.add(currency, is.reason, { spend: change });
    }
  }
}

interface GroupDay {
  readonly row: ClosedSpendRow;
  booked: Nano;
  change: Nano;
}

/** What a closing booked; for the open month, what the store says now less what is booked. */
async function changesOf(
  ctx: CallContext,
  { by, books, calendar, timeZone }: MarginQuestion,
  step: CorrectionStep,
): Promise<readonly ClosedSpendRow[]> {
  const { ch } = ctx.deps;
  const closing = books.closings[step.after];
  if (closing !== undefined) {
    return askStore(ch, bookedCorrectionsQuery(ctx.workspaceId, closing.id, by));
  }
  const closings = books.closings.map(({ id }) => id);
  const span = await comparableDays(ctx, closings, step.end, calendar);
  const rows: ClosedSpendRow[] = [];
  for (const days of span === null ? [] : dayStartsOf(span, timeZone, calendar)) {
    rows.push(...(await askStore(ch, openCorrectionsQuery(ctx.workspaceId, closings, by, days))));
  }
  // Asked again: what was removed while the store answered is no correction either.
  const whole = await firstWholeDay(ctx, calendar);
  return whole === null ? rows : rows.filter(({ day }) => day >= whole);
}
