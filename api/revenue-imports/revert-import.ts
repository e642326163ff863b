import { lockRevenue } from "../../db/postgres/management/revenue.ts";
import { allowLongTransaction } from "../../db/postgres/revenue-imports/apply-staged.ts";
import { markReverted, updateImport } from "../../db/postgres/revenue-imports/import-rows.ts";
import { revertEntries } from "../../db/postgres/revenue-imports/revert-import.ts";
import type { RevenueImport } from "../contract/revenue-imports.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { recordChange } from "../http/record-change.ts";
import { getImport } from "./get-import.ts";
import { IMPORT_SOURCE, importSource } from "./import-source.ts";
import { showImport } from "./show-import.ts";

/**
 * Takes an import back, in one transaction and as new versions. What somebody changed since stays as it is.
 * @throws ApiError when the import did not come to pass, or was taken back already.
 */
export async function revertImport(ctx: CallContext, id: string): Promise<RevenueImport> {
  await getImport(ctx, id);
  const { workspaceId } = ctx;
  return ctx.deps.pg.drizzle.transaction(async (tx) => {
    await allowLongTransaction(tx);
    await lockRevenue(tx, workspaceId);
    const at = new Date(ctx.deps.clock());
    const row = await markReverted(tx, { workspaceId, id, at, by: ctx.caller.name });
    if (row === null) throw new ApiError("conflict", "Only an applied import can be taken back.");
    const reverted = await revertEntries(tx, {
      id,
      workspaceId,
      source: importSource(id),
      sourcePrefix: IMPORT_SOURCE,
      at,
    });
    const leftAlone = row.created + row.changed - reverted;
    await updateImport(tx, id, { leftAlone });
    await recordChange(ctx, tx, {
      action: "revenue.import_revert",
      target: id,
      detail: { reverted, left_alone: leftAlone },
    });
    return showImport({ ...row, leftAlone });
  });
}
