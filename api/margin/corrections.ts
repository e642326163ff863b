import { monthOf, monthsBetween, daysOfMonth, type Month } from "../../domain/finance/month.ts";
import type { Nano } from "../../domain/money.ts";
import type { CallContext } from "../http/call-context.ts";
import { openLeftOut, type LeftOutSums } from "./left-out-sums.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { revenueCorrections } from "./revenue-corrections.ts";
import type { LedgerLimits } from "./recognised-entries.ts";
import { spendCorrections } from "./spend-corrections.ts";

export interface GroupCorrection {
  readonly spend: Nano;
  readonly revenue: Nano;
}

/** What a month of the period corrects of an earlier one. */
export interface MonthCorrection {
  readonly bookedIn: Month;
  readonly month: Month;
  readonly groups: ReadonlyMap<string, GroupCorrection>;
}

/** Why a report has no corrections, or not those of every month that it touches. */
export type CorrectionsSkipped = "live" | "other_zone" | "partial_months";

export interface Corrections {
  readonly skipped: CorrectionsSkipped | null;
  readonly months: readonly MonthCorrection[];
  readonly leftOut: LeftOutSums;
}

/** What became known of closed months and belongs to the whole months of the period. */
export async function corrections(
  ctx: CallContext,
  asked: MarginQuestion,
  limits: LedgerLimits,
): Promise<Corrections> {
  const question = { ...asked, leftOut: openLeftOut() };
  const { books, days, leftOut } = question;
  if (books.closings.length === 0) return { skipped: null, months: [], leftOut };
  if (question.unfrozen !== null) return { skipped: question.unfrozen, months: [], leftOut };

  let skipped: CorrectionsSkipped | null = null;
  const months: MonthCorrection[] = [];
  for (const bookedIn of monthsBetween(monthOf(days.first), monthOf(days.end - 1))) {
    const step = books.correctionStep(bookedIn);
    if (step === null) continue;
    if (!isWhole(bookedIn, ctx, question)) {
      skipped = "partial_months";
      continue;
    }
    const found = new Map<Month, Map<string, GroupCorrection>>();
    const add = (month: Month, group: string, part: Partial<GroupCorrection>) => {
      const groups = found.get(month) ?? new Map<string, GroupCorrection>();
      const known = groups.get(group) ?? { spend: 0n, revenue: 0n };
      groups.set(group, {
        spend: known.spend + (part.spend ?? 0n),
        revenue: known.revenue + (part.revenue ?? 0n),
      });
      found.set(month, groups);
    };
    await spendCorrections(ctx, question, step, (month, group, spend) => {
      add(month, group, { spend });
    });
    await revenueCorrections(ctx, question, step, limits, (month, group, revenue) => {
      add(month, group, { revenue });
    });
    for (const [month, groups] of [...found].toSorted(byName)) {
      const changed = [...groups].filter(([, part]) => part.spend !== 0n || part.revenue !== 0n);
      if (changed.length > 0) {
        months.push({ bookedIn, month, groups: new Map(changed.toSorted(byName)) });
      }
    }
  }
  return { skipped, months, leftOut };
}

/** A month that is not over is whole up to the end of today. */
function isWhole(month: Month, ctx: CallContext, { days, calendar }: MarginQuestion): boolean {
  const { first, end } = daysOfMonth(month);
  const endOfToday = calendar.dayOf(ctx.nowMs) + 1;
  return days.first <= first && days.end >= Math.min(end, Math.max(first + 1, endOfToday));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
