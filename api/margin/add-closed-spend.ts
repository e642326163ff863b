import { ownSpendQuery } from "../../db/clickhouse/queries/closed-spend.ts";
import type { DaySpan } from "../../domain/finance/calendar-day.ts";
import type { GroupFigures } from "../../domain/finance/margin.ts";
import { parseNano } from "../../domain/money.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";
import type { MarginQuestion } from "./margin-question.ts";

/** Adds to what a group is known for. */
export type AddToGroup = (group: string, more: Partial<GroupFigures>) => void;

/** Adds what closed days hold, at the rates that their closings knew. */
export async function addClosedSpend(
  ctx: CallContext,
  { scope, books, by, rates, leftOut }: MarginQuestion,
  days: DaySpan,
  add: AddToGroup,
): Promise<void> {
  const closings = books.closings.map(({ id }) => id);
  const rows = await askStore(ctx.deps.ch, ownSpendQuery(ctx.workspaceId, closings, by, days));
  const elsewhere = new Set(rows.map(({ currency }) => currency));
  elsewhere.delete("");
  const table = await rates.ratesFor(elsewhere);

  const active = new Set<string>();
  for (const row of rows) {
    add(row.value, {
      generations: row.generations,
      unpriced: row.unpriced,
      inFlight: row.in_flight,
    });
    if (row.generations > 0) active.add(`${row.day} ${row.value}`);
    const spend = parseNano(row.spend);
    if (spend === 0n) continue;
    const view = books.closingOf(row.day) ?? books.today;
    const converted = table.convert(spend, row.currency, scope.currency, row.day, view);
    if (converted.kind === "converted") add(row.value, { spend: converted.amount });
    else leftOut.add(row.currency, converted.reason, { spend });
  }
  for (const day of active) add(day.slice(day.indexOf(" ") + 1), { activeDays: 1 });
}
