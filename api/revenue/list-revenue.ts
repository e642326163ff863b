import type { z } from "@hono/zod-openapi";
import { listRevenue as listRevenueRows } from "../../db/postgres/management/revenue.ts";
import type { RevenueAnswer, revenueQuery } from "../contract/revenue.ts";
import type { CallContext } from "../http/call-context.ts";
import { readDateOrInstant, readTimeZone } from "../http/date-or-instant.ts";
import { positionOf, toPage } from "../http/page.ts";
import { showRevenue } from "./show-revenue.ts";

/** The workspace's revenue entries that are not deleted, or those that are, latest first. */
export async function listRevenue(
  ctx: CallContext,
  query: z.output<typeof revenueQuery>,
): Promise<RevenueAnswer> {
  const { cursor: _cursor, limit: _limit, ...filters } = query;
  const list = `revenue ${JSON.stringify(filters)}`;
  const timeZone = readTimeZone(query.tz ?? "UTC", "tz");
  const instantOf = (field: "from" | "to") => {
    const text = query[field];
    return text === undefined ? null : new Date(readDateOrInstant(text, field, timeZone));
  };
  const [occurredAt, id] = positionOf(ctx, list, query, 2) ?? [];
  const rows = await listRevenueRows(
    ctx.deps.pg.drizzle,
    ctx.workspaceId,
    {
      from: instantOf("from"),
      to: instantOf("to"),
      feature: query.feature ?? [],
      user: query.user ?? [],
      customer: query.customer ?? [],
      plan: query.plan ?? [],
      currency: query.currency ?? [],
      source: query.source ?? [],
      deleted: query.deleted,
      externalId: query.external_id ?? null,
    },
    {
      after:
        occurredAt === undefined || id === undefined
          ? null
          : { occurredAt: new Date(occurredAt), id },
      limit: query.limit + 1,
    },
  );
  return toPage(ctx, list, rows, query, {
    show: showRevenue,
    position: (row) => [row.occurredAt.toISOString(), row.id],
  });
}
