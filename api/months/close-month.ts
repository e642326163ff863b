import { closeSpend, type ClosedSpend } from "../../db/clickhouse/close-spend.ts";
import { lastFxRecorded } from "../../db/postgres/management/fx-rate-versions.ts";
import { lockFxRates } from "../../db/postgres/management/fx-rates.ts";
import { closingsInForce, insertClosing } from "../../db/postgres/management/month-closings.ts";
import { lastRevenueRecorded } from "../../db/postgres/management/revenue-versions.ts";
import { lockRevenue } from "../../db/postgres/management/revenue.ts";
import { daysOfMonth, type Month } from "../../domain/finance/month.ts";
import type { MonthRow, OpenPoints } from "../contract/months.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { firstSpendDay, firstWholeDay } from "../margin/closed-span.ts";
import { dayStartsOf } from "../margin/day-starts.ts";
import { keepMonthReport } from "./keep-month-report.ts";
import { monthReport } from "./month-report.ts";
import { monthsOf, type MonthsOf } from "./months-of.ts";
import { pointsOf } from "./points-of.ts";
import { conflict, refuseArriving, refuseOpenPoints, refuseOutOfOrder } from "./refuse-closing.ts";
import { showMonth } from "./show-month.ts";

/**
 * Closes a month: its figures are what is known now, for good, and what became known of the months before is booked in
 * it. @throws ApiError `conflict` when it can't be closed, saying why
 */
export async function closeMonth(
  ctx: CallContext,
  month: Month,
  input: { readonly accept_open_points: boolean },
): Promise<MonthRow> {
  const months = await monthsOf(ctx);
  refuseOutOfOrder(month, months);
  await refuseArriving(ctx, month, months.timeZone);
  const report = await monthReport(ctx, month, months.timeZone);
  const points = await pointsOf(ctx, month, months, report);
  refuseOpenPoints(month, points, input.accept_open_points);

  const id = ctx.newId();
  const spend = await freezeSpend(ctx, id, month, months);
  await write(ctx, { id, month, points, spend }, months);
  await keepMonthReport(ctx, id, month, months.timeZone);
  return showMonth(ctx, month, await monthsOf(ctx));
}

async function freezeSpend(
  ctx: CallContext,
  closingId: string,
  month: Month,
  { books, calendar, timeZone }: MonthsOf,
): Promise<ClosedSpend> {
  const before = books.closings.map(({ id }) => id);
  const { first, end } = daysOfMonth(month);
  const begins = (await firstSpendDay(ctx, before, calendar)) ?? first;
  const whole = await firstWholeDay(ctx, calendar);
  // The month's own days are taken as they are, the others only while all their rows are there.
  const from = Math.max(begins, Math.min(whole ?? begins, first));
  const spend = await closeSpend(ctx.deps.ch, {
    workspaceId: ctx.workspaceId,
    closingId,
    before,
    days: dayStartsOf({ first: from, end }, timeZone, calendar),
    ownFrom: before.length === 0 ? 0 : first,
  });
  if ((await firstWholeDay(ctx, calendar)) !== whole) {
    throw conflict("Old generations were removed at the same time. Try again.");
  }
  return spend;
}

interface Closed {
  readonly id: string;
  readonly month: Month;
  readonly points: OpenPoints;
  readonly spend: ClosedSpend;
}

/** What was written before the lock was had is in, what comes later is a correction. */
async function write(
  ctx: CallContext,
  { id, month, points, spend }: Closed,
  { books, timeZone }: MonthsOf,
): Promise<void> {
  const { workspaceId } = ctx;
  await ctx.deps.pg.drizzle.transaction(async (tx) => {
    await lockRevenue(tx, workspaceId);
    await lockFxRates(tx, workspaceId);
    const inForce = (await closingsInForce(tx, workspaceId)).map((closing) => closing.id);
    const inserted =
      inForce.join() === books.closings.map((closing) => closing.id).join() &&
      (await insertClosing(tx, {
        id,
        workspaceId,
        month,
        timeZone,
        revenueRecorded: await lastRevenueRecorded(tx, workspaceId),
        fxRecorded: await lastFxRecorded(tx, workspaceId),
        spendRows: spend.rows,
        spendSha256: spend.sha256,
        openPoints: points,
        closedAt: new Date(ctx.nowMs),
        closedBy: ctx.caller.name,
      }));
    if (!inserted) throw conflict("Somebody else has closed or reopened a month meanwhile.");
    await recordChange(ctx, tx, {
      action: "month.close",
      target: month,
      detail: { closing: id, open_points: points, spend_sha256: spend.sha256 },
    });
  });
}
