import type { z } from "@hono/zod-openapi";
import { listReports as reportsBefore } from "../../db/postgres/management/kept-reports.ts";
import type { KeptReportsAnswer } from "../contract/reports.ts";
import type { pageQuery } from "../contract/scalars.ts";
import type { CallContext } from "../http/call-context.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showReport } from "./show-report.ts";

const LIST = "reports";

/** Kept reports, the latest first, without their answers. */
export async function listReports(
  ctx: CallContext,
  query: z.output<typeof pageQuery>,
): Promise<KeptReportsAnswer> {
  const [beforeId = null] = positionOf(ctx, LIST, query, 1) ?? [];
  const rows = await reportsBefore(ctx.deps.pg.drizzle, ctx.workspaceId, {
    beforeId,
    limit: query.limit + 1,
  });
  return toPage(ctx, LIST, rows, query, { show: showReport, position: (row) => [row.id] });
}
