import { closingsInForce, reopenClosing } from "../../db/postgres/management/month-closings.ts";
import { lockRevenue } from "../../db/postgres/management/revenue.ts";
import type { Month } from "../../domain/finance/month.ts";
import type { MonthRow } from "../contract/months.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { monthsOf } from "./months-of.ts";
import { conflict } from "./refuse-closing.ts";
import { showMonth } from "./show-month.ts";

/**
 * Opens the month that was closed last again: its figures are as known now, and what it had booked as corrections is open
 * too. The report that was kept of it stays. @throws ApiError `conflict` for any other month
 */
export async function reopenMonth(
  ctx: CallContext,
  month: Month,
  input: { readonly reason: string },
): Promise<MonthRow> {
  await ctx.deps.pg.drizzle.transaction(async (tx) => {
    await lockRevenue(tx, ctx.workspaceId);
    const inForce = await closingsInForce(tx, ctx.workspaceId);
    const closing = inForce.find((each) => each.month === month);
    const last = inForce.at(-1);
    if (closing === undefined) throw conflict(`${month} is not closed.`);
    if (closing !== last) {
      throw conflict(`Only the month that was closed last can be opened again: ${last?.month}.`);
    }
    await reopenClosing(tx, ctx.workspaceId, closing.id, {
      at: new Date(ctx.nowMs),
      by: ctx.caller.name,
      reason: input.reason,
    });
    await recordChange(ctx, tx, {
      action: "month.reopen",
      target: month,
      detail: { closing: closing.id, reason: input.reason },
    });
  });
  return showMonth(ctx, month, await monthsOf(ctx));
}
