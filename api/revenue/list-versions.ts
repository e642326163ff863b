import { listRevenueVersions } from "../../db/postgres/management/revenue-versions.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { RevenueVersionsAnswer } from "../contract/revenue.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { showContent } from "./show-revenue.ts";

/** What an entry said over time, the first version first. */
export async function listVersions(ctx: CallContext, id: string): Promise<RevenueVersionsAnswer> {
  const rows = isUuid(id)
    ? await listRevenueVersions(ctx.deps.pg.drizzle, ctx.workspaceId, id)
    : [];
  if (rows.length === 0) throw notFound("revenue entry");
  return {
    data: rows.map((row) => ({
      ...showContent(row),
      external_id: row.externalId,
      version: row.version,
      recorded_at: row.recordedAt.toISOString(),
    })),
  };
}
