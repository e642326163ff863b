import { findImport } from "../../db/postgres/revenue-imports/import-rows.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { RevenueImportDetail } from "../contract/revenue-imports.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showImport } from "./show-import.ts";

/** An import, how far it is, and what is wrong with its file. */
export async function getImport(ctx: CallContext, id: string): Promise<RevenueImportDetail> {
  const row = isUuid(id) ? await findImport(ctx.deps.pg.drizzle, ctx.workspaceId, id) : null;
  if (row === null) throw notFound("import");
  return { ...showImport(row), faults: row.faults.map((fault) => ({ ...fault })) };
}
