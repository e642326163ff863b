import { createRoute, z } from "@hono/zod-openapi";
import {
  auditLogCsvQuery,
  breakdownCsvQuery,
  focusExportQuery,
  generationsCsvQuery,
  generationsParquetQuery,
  marginCsvQuery,
  marginParquetQuery,
  timeseriesCsvQuery,
} from "../contract/exports.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiApp } from "../http/api-env.ts";
import { openCall } from "../http/open-call.ts";
import { access, refusals } from "../http/route.ts";
import { exportAuditLog } from "./export-audit-log.ts";
import { exportBreakdownCsv, exportTimeseriesCsv } from "./export-analytics.ts";
import { exportFocus } from "./export-focus.ts";
import { exportGenerationsCsv, exportGenerationsParquet } from "./export-generations.ts";
import { fileResponse } from "./file-response.ts";
import { exportMarginCsv, exportMarginParquet } from "./export-margin.ts";

const FILTERS = "Filter by any dimension, repeatable; by a tag with tag:<name>=<value>.";
const csv = { "text/csv": { schema: z.string() } };
const parquet = {
  "application/vnd.apache.parquet": { schema: z.string().openapi({ format: "binary" }) },
};

const focus = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/export/focus.csv",
  summary: "Spend in the columns of FOCUS 1.2",
  description: `One row for each settled generation with a known cost, or for those of a day that have the same in common. ${FILTERS}`,
  tags: ["exports"],
  request: { query: focusExportQuery },
  responses: {
    200: {
      description:
        "Reelmeter-Generations counts those in the file, Reelmeter-Left-Out those without a cost.",
      content: csv,
    },
    default: refusals,
  },
});

const generations = {
  ...access("viewer"),
  method: "get" as const,
  description: FILTERS,
  tags: ["exports"],
};

const generationsCsv = createRoute({
  ...generations,
  path: "/api/v1/export/generations.csv",
  summary: "Generations as CSV, streamed",
  request: { query: generationsCsvQuery },
  responses: { 200: { description: "Oldest first.", content: csv }, default: refusals },
});

const generationsParquet = createRoute({
  ...generations,
  path: "/api/v1/export/generations.parquet",
  summary: "Generations as Parquet, streamed",
  request: { query: generationsParquetQuery },
  responses: { 200: { description: "Oldest first.", content: parquet }, default: refusals },
});

const breakdownCsv = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/export/breakdown.csv",
  summary: "Figures by one or two dimensions as CSV, every row",
  description: `The question of GET /api/v1/analytics/breakdown without paging. ${FILTERS}`,
  tags: ["exports"],
  request: { query: breakdownCsvQuery },
  responses: { 200: { description: "One row for each value.", content: csv }, default: refusals },
});

const timeseriesCsv = createRoute({
  ...access("viewer"),
  method: "get",
  path: "/api/v1/export/timeseries.csv",
  summary: "Figures over time as CSV",
  description: `The question of GET /api/v1/analytics/timeseries. ${FILTERS}`,
  tags: ["exports"],
  request: { query: timeseriesCsvQuery },
  responses: {
    200: { description: "One row for each bucket of each series.", content: csv },
    default: refusals,
  },
});

const margin = {
  ...access("viewer"),
  method: "get" as const,
  description: "The question of GET /api/v1/analytics/margin, and its figures.",
  tags: ["exports"],
};

const marginCsv = createRoute({
  ...margin,
  path: "/api/v1/export/margin.csv",
  summary: "The margin report as CSV",
  request: { query: marginCsvQuery },
  responses: { 200: { description: "One row for each group.", content: csv }, default: refusals },
});

const marginParquet = createRoute({
  ...margin,
  path: "/api/v1/export/margin.parquet",
  summary: "The margin report as Parquet",
  request: { query: marginParquetQuery },
  responses: {
    200: { description: "One row for each group.", content: parquet },
    default: refusals,
  },
});

const auditLogCsv = createRoute({
  ...access("viewer"),
  method: "get" as const,
  path: "/api/v1/export/audit-log.csv",
  summary: "Who changed what, as CSV, streamed",
  tags: ["exports"],
  request: { query: auditLogCsvQuery },
  responses: { 200: { description: "Newest first.", content: csv }, default: refusals },
});

export function mountExports(app: ApiApp, deps: ApiDeps): void {
  const { log } = deps;
  app.openapi(focus, async (c) =>
    fileResponse(c, log, await exportFocus(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(generationsCsv, async (c) =>
    fileResponse(c, log, await exportGenerationsCsv(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(generationsParquet, async (c) =>
    fileResponse(c, log, await exportGenerationsParquet(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(auditLogCsv, async (c) =>
    fileResponse(c, log, await exportAuditLog(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(breakdownCsv, async (c) =>
    fileResponse(c, log, await exportBreakdownCsv(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(timeseriesCsv, async (c) =>
    fileResponse(c, log, await exportTimeseriesCsv(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(marginCsv, async (c) =>
    fileResponse(c, log, await exportMarginCsv(openCall(c, deps), c.req.valid("query"))),
  );
  app.openapi(marginParquet, async (c) =>
    fileResponse(c, log, await exportMarginParquet(openCall(c, deps), c.req.valid("query"))),
  );
}
