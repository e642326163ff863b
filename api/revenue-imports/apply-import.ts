import {
  allowLongTransaction,
  applyStaged,
} from "../../db/postgres/revenue-imports/apply-staged.ts";
import { finishImport, updateImport } from "../../db/postgres/revenue-imports/import-rows.ts";
import { resolveStaged } from "../../db/postgres/revenue-imports/resolve-staged.ts";
import { lockRevenue } from "../../db/postgres/management/revenue.ts";
import type { RevenueImportDetail } from "../contract/revenue-imports.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { stagedOf, type ImportRun } from "./import-run.ts";
import { importSource } from "./import-source.ts";
import { showImport } from "./show-import.ts";

/** Writes a staged file into the ledger, with its versions, its facts, its audit row and its own state: one transaction. */
export async function applyImport(ctx: CallContext, run: ImportRun): Promise<RevenueImportDetail> {
  const { id, rowsRead, rowsSkipped, badRows } = run;
  const { pg, clock } = ctx.deps;
  const staged = stagedOf(ctx, run);
  await updateImport(pg.drizzle, id, { state: "applying", touchedAt: new Date(clock()) });
  const row = await pg.drizzle.transaction(async (tx) => {
    await allowLongTransaction(tx);
    await lockRevenue(tx, ctx.workspaceId);
    const at = new Date(clock());
    const resolved = await resolveStaged(tx, staged);
    const { entries, created, changed, unchanged } = resolved;
    await applyStaged(tx, staged, { entries, source: importSource(id), at });
    if (created + changed > 0) {
      await recordChange(ctx, tx, {
        action: "revenue.import",
        target: id,
        detail: { created, changed, unchanged },
      });
    }
    return finishImport(tx, id, {
      state: "applied",
      rowsRead,
      rowsSkipped,
      badRows,
      ...resolved,
      endedAt: new Date(clock()),
    });
  });
  return { ...showImport(row), faults: [] };
}
