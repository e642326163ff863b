import { nameReportOfClosing } from "../../db/postgres/management/month-closings.ts";
import type { Month } from "../../domain/finance/month.ts";
import type { CallContext } from "../http/call-context.ts";
import { runReport } from "../reports/run-report.ts";
import { storeReport } from "../reports/store-report.ts";
import { queryOfMonth } from "./month-report.ts";

/** Keeps the report of a month that was closed just now. A closing without one is whole all the same. */
export async function keepMonthReport(
  ctx: CallContext,
  closingId: string,
  month: Month,
  timeZone: string,
): Promise<void> {
  const run = await runReport(ctx, queryOfMonth(month, timeZone));
  await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const { id } = await storeReport(ctx, tx, { name: `Closing of ${month}`, month, run });
    await nameReportOfClosing(tx, ctx.workspaceId, closingId, id);
  });
}
