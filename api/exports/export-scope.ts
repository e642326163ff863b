import type { ExportScope } from "../../db/clickhouse/queries/exported.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { readFilters } from "../analytics/read-filters.ts";
import { readPeriod, type PeriodQuery } from "../analytics/read-period.ts";
import type { CallContext } from "../http/call-context.ts";

/** An export's question after its input was read. */
export interface ExportQuestion {
  readonly scope: ExportScope;
  readonly timeZone: string;
}

/** Reads period, zone, filters and search as the list of generations does. @throws ApiError naming the faulty field. */
export async function openExport(
  ctx: CallContext,
  query: PeriodQuery & Readonly<Record<string, unknown>> & { readonly search?: string | undefined },
  chargedOnly: boolean,
): Promise<ExportQuestion> {
  const { timeZone: ownZone } = await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId);
  const { range, timeZone } = readPeriod(query, ownZone, ctx.nowMs);
  return {
    scope: {
      workspaceId: ctx.workspaceId,
      range,
      filters: readFilters(query),
      search: query.search ?? null,
      chargedOnly,
    },
    timeZone,
  };
}
