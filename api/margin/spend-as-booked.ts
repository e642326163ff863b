import { dayStartMs } from "../../domain/finance/calendar-day.ts";
import { NO_GROUP_FIGURES, type GroupFigures } from "../../domain/finance/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { addClosedSpend, type AddToGroup } from "./add-closed-spend.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { spendByGroup } from "./spend-by-group.ts";

/** What each group spent and generated, without revenue: closed days as they were closed, the others as they are now. */
export async function spendAsBooked(
  ctx: CallContext,
  question: MarginQuestion,
): Promise<Map<string, GroupFigures>> {
  const groups = new Map<string, GroupFigures>();
  const add: AddToGroup = (group, more) => {
    groups.set(group, sum(groups.get(group) ?? NO_GROUP_FIGURES, more));
  };
  const { days, scope, timeZone, books, unfrozen, by } = question;
  const openFrom = unfrozen === null ? (books.firstOpenDay ?? days.first) : days.first;
  if (openFrom > days.first) {
    const end = Math.min(openFrom, days.end);
    await addClosedSpend(ctx, question, { first: days.first, end }, add);
  }
  if (openFrom < days.end) {
    const fromMs = Math.max(scope.range.fromMs, dayStartMs(openFrom, timeZone));
    const open = { ...scope, range: { ...scope.range, fromMs } };
    for (const [group, spent] of await spendByGroup(ctx, question, by, [open])) add(group, spent);
  }
  return groups;
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
