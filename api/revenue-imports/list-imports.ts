import type { z } from "@hono/zod-openapi";
import { listImports as listImportRows } from "../../db/postgres/revenue-imports/import-rows.ts";
import type { RevenueImportsAnswer } from "../contract/revenue-imports.ts";
import type { pageQuery } from "../contract/scalars.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showImport } from "./show-import.ts";

const LIST = "revenue imports";

/** The workspace's imports, latest first. */
export async function listImports(
  ctx: CallContext,
  query: z.output<typeof pageQuery>,
): Promise<RevenueImportsAnswer> {
  const [beforeId] = positionOf(ctx, LIST, query, 1) ?? [];
  const rows = await listImportRows(ctx.deps.pg.drizzle, ctx.workspaceId, {
    beforeId: beforeId ?? null,
    limit: query.limit + 1,
  });
  return toPage(ctx, LIST, rows, query, { show: showImport, position: (row) => [row.id] });
}
