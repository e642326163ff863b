import type { z } from "@hono/zod-openapi";
import type { keepReportInput, KeptReport } from "../contract/reports.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { runReport } from "./run-report.ts";
import { showReport } from "./show-report.ts";
import { storeReport } from "./store-report.ts";

/** Runs a report and keeps what it answers. @throws ApiError naming the faulty field */
export async function keepReport(
  ctx: CallContext,
  input: z.output<typeof keepReportInput>,
): Promise<KeptReport> {
  const run = await runReport(ctx, input.query);
  const { from, to, by } = run.answer;
  const name = input.name ?? `Margin by ${by}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  const record = await ctx.deps.pg.drizzle.transaction(async (tx) => {
    const stored = await storeReport(ctx, tx, { name, month: null, run });
    await recordChange(ctx, tx, {
      action: "report.keep",
      target: stored.id,
      detail: { name, query: run.query, sha256: stored.sha256 },
    });
    return stored;
  });
  return { ...showReport(record), answer: run.answer };
}
