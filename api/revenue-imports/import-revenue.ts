import type { z } from "@hono/zod-openapi";
import {
  closeAbandonedImports,
  deleteImport,
  insertImport,
} from "../../db/postgres/revenue-imports/import-rows.ts";
import { dropStaging, openStaging } from "../../db/postgres/revenue-imports/staging.ts";
import {
  MAX_LISTED_FAULTS,
  type importQuery,
  type RevenueImportDetail,
  type RevenueImportDryRun,
} from "../contract/revenue-imports.ts";
import type { CallContext } from "../http/call-context.ts";
import { applyImport } from "./apply-import.ts";
import { chooseMapping } from "./choose-mapping.ts";
import { openFaultList } from "./fault-list.ts";
import type { ImportRun } from "./import-run.ts";
import { noteConflicts } from "./note-conflicts.ts";
import { noteFailure } from "./note-failure.ts";
import { refuseImport } from "./refuse-import.ts";
import { stageFile } from "./stage-file.ts";
import { tryImport } from "./try-import.ts";

export interface ImportInput {
  readonly query: z.output<typeof importQuery>;
  readonly file: AsyncIterable<Uint8Array>;
}

/** Longer than a request and a transaction may take together: whoever had it is gone. */
const ABANDONED_MS = 1_800_000;

/**
 * Reads a file of revenue into a staging table and applies it in one transaction: all of it, or nothing when a single row is
 * bad. A known external id changes its entry when it says something else, and nothing when it says the same.
 * @throws ApiError naming every bad row by line and column.
 */
export async function importRevenue(
  ctx: CallContext,
  input: ImportInput,
): Promise<RevenueImportDetail> {
  return withStaging(ctx, input, false, async (run) => {
    if (run.faults.count() > 0) return refuseImport(ctx, run);
    return applyImport(ctx, run);
  });
}

/** Says what the import would do, and every bad row; stores nothing. */
export async function importDryRun(
  ctx: CallContext,
  input: ImportInput,
): Promise<RevenueImportDryRun> {
  return withStaging(ctx, input, true, (run) => tryImport(ctx, run));
}

async function withStaging<Answer>(
  ctx: CallContext,
  { query, file }: ImportInput,
  dryRun: boolean,
  work: (run: ImportRun) => Promise<Answer>,
): Promise<Answer> {
  const { deps } = ctx;
  const db = deps.pg.drizzle;
  const id = ctx.newId();
  const now = new Date(ctx.nowMs);
  const mapping = await chooseMapping(ctx, query);
  await closeAbandonedImports(db, new Date(ctx.nowMs - ABANDONED_MS), now);
  await insertImport(db, {
    id,
    workspaceId: ctx.workspaceId,
    state: "reading",
    dryRun,
    name: query.name ?? null,
    createdAt: now,
    createdBy: ctx.caller.name,
    touchedAt: now,
  });
  try {
    await openStaging(db, id);
    const faults = openFaultList(MAX_LISTED_FAULTS);
    const staged = await stageFile(ctx, id, file, mapping, faults);
    const run = { ...staged, id, mapping, faults };
    await noteConflicts(ctx, run);
    return await work(run);
  } catch (error) {
    await noteFailure(ctx, id, error);
    throw error;
  } finally {
    await clearUp(ctx, id, dryRun);
  }
}

/** What can't be cleared up now, closeAbandonedImports finds later; it must not hide how the import ended. */
async function clearUp(ctx: CallContext, id: string, dryRun: boolean): Promise<void> {
  const db = ctx.deps.pg.drizzle;
  try {
    await dropStaging(db, id);
    if (dryRun) await deleteImport(db, id);
  } catch (error) {
    ctx.deps.log.warn({ err: error, importId: id }, "an import's staging table was left behind");
  }
}
