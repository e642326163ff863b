import { previewStaged } from "../../db/postgres/revenue-imports/preview-staged.ts";
import { resolveStaged } from "../../db/postgres/revenue-imports/resolve-staged.ts";
import { PREVIEWED_ENTRIES, type RevenueImportDryRun } from "../contract/revenue-imports.ts";
import type { CallContext } from "../http/call-context.ts";
import { stagedOf, type ImportRun } from "./import-run.ts";

/** What a staged file would do to the ledger as it is now. */
export async function tryImport(ctx: CallContext, run: ImportRun): Promise<RevenueImportDryRun> {
  const { faults, rowsRead, rowsSkipped, badRows } = run;
  const db = ctx.deps.pg.drizzle;
  const { entries, created, changed, unchanged, sums } = await resolveStaged(
    db,
    stagedOf(ctx, run),
  );
  const preview = await previewStaged(db, run.id, PREVIEWED_ENTRIES);
  return {
    rows_read: rowsRead,
    rows_skipped: rowsSkipped,
    bad_rows: badRows,
    entries,
    created,
    changed,
    unchanged,
    sums: sums.map((sum) => ({ ...sum })),
    faults: [...faults.listed()],
    fault_count: faults.count(),
    preview: preview.map((row) => ({
      external_id: row.externalId,
      outcome: row.outcome,
      occurred_at: row.occurredAt.toISOString(),
      amount: row.amount,
      currency: row.currency,
      gross: row.gross,
      fees: row.fees,
      refunded: row.refunded,
      period:
        row.periodFrom === null || row.periodTo === null
          ? null
          : { from: row.periodFrom.toISOString(), to: row.periodTo.toISOString() },
      feature: row.feature,
      surface: row.surface,
      customer: row.customer,
      user: row.userId,
      region: row.region,
      platform: row.platform,
      plan: row.plan,
      note: row.note,
    })),
  };
}
