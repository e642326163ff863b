import type { z } from "@hono/zod-openapi";
import { exportCountsQuery, type ExportScope } from "../../db/clickhouse/queries/exported.ts";
import { pricesSeen } from "../../db/postgres/management/prices.ts";
import { readWorkspaceSettings } from "../../db/postgres/management/workspace-settings.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import { billingMonths } from "../../domain/focus/charge-period.ts";
import { bucketStarts, nextStart, type TimeRange } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { focusExportQuery } from "../contract/exports.ts";
import type { CallContext } from "../http/call-context.ts";
import { openCostChanges } from "./cost-changes.ts";
import { csvPieces } from "./csv-pieces.ts";
import { dailyCharges } from "./daily-charges.ts";
import { openExport } from "./export-scope.ts";
import { fileName } from "./file-name.ts";
import type { ExportedFile } from "./file-response.ts";
import { CSV_TYPE } from "./file-types.ts";
import { focusCharge, type FocusCharge, type FocusContext } from "./focus-charge.ts";
import { FOCUS_COLUMNS } from "./focus-columns.ts";
import { generationSlices } from "./generation-slices.ts";

/**
 * What was spent, as FOCUS 1.2 has it: a row for each settled generation with a known cost. Those without one are no rows of
 * cost 0; how many they are is said in `Reelmeter-Left-Out`, counted when the export begins.
 */
export async function exportFocus(
  ctx: CallContext,
  query: z.output<typeof focusExportQuery>,
): Promise<ExportedFile> {
  const { granularity, ...asked } = query;
  const { scope, timeZone } = await openExport(ctx, asked, true);
  const context = await openContext(ctx, scope, timeZone);
  const [counted] = await askStore(ctx.deps.ch, exportCountsQuery(scope));
  const { charged, unpriced, in_flight, lost } = counted ?? NOTHING;
  const { range, filters } = scope;
  const byDay = granularity === "day";
  const more = byDay ? ["by-day"] : [];
  const single = charges(ctx, scope, context);
  const rows = byDay ? dailyCharges(single, daysOf(range, timeZone), context.months) : single;
  return {
    name: fileName({ subject: "focus", range, timeZone, more, filters, extension: "csv" }),
    contentType: CSV_TYPE,
    pieces: csvPieces(FOCUS_COLUMNS, "rfc4180", rows),
    headers: {
      "reelmeter-generations": String(charged),
      "reelmeter-left-out": `unpriced=${unpriced}, in-flight=${in_flight}, lost=${lost}`,
    },
  };
}

const NOTHING = { charged: 0, unpriced: 0, in_flight: 0, lost: 0 };

/** The zone's days that touch a range, whole ones. */
function daysOf(range: TimeRange, timeZone: string): TimeRange[] {
  const zone = openZone(timeZone);
  const starts = bucketStarts(range, "day", timeZone);
  return starts.map((fromMs) => ({ fromMs, toMs: nextStart(fromMs, "day", zone) }));
}

async function openContext(
  ctx: CallContext,
  scope: ExportScope,
  timeZone: string,
): Promise<FocusContext> {
  const { drizzle } = ctx.deps.pg;
  const workspace = await readWorkspaceSettings(drizzle, ctx.workspaceId);
  if (workspace === null) throw new Error("the caller's workspace is gone");
  const rows = await pricesSeen(drizzle, ctx.workspaceId, null, null);
  const versions = rows.flatMap((row) => priceVersion(row) ?? []);
  return {
    workspace: { id: workspace.id, name: workspace.name },
    months: billingMonths(scope.range, timeZone),
    prices: new Map(versions.map((version) => [version.id, version])),
    shipped: versions.filter(({ own }) => !own),
  };
}

async function* charges(
  ctx: CallContext,
  scope: ExportScope,
  context: FocusContext,
): AsyncGenerator<FocusCharge[]> {
  const changes = await openCostChanges(ctx);
  for await (const slice of generationSlices(ctx, scope)) {
    const changesOf = await changes.of(slice);
    yield slice.rows.map((row) => focusCharge(context, row, changesOf(row)));
  }
}
