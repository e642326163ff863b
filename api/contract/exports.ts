import { z } from "@hono/zod-openapi";
import { CSV_DIALECTS } from "../../domain/csv/csv-table.ts";
import { auditLogFilters } from "./audit.ts";
import {
  breakdownQueryWith,
  dimensionFilters,
  periodQuery,
  timeseriesQueryWith,
  withTags,
} from "./analytics-query.ts";
import { marginQueryWith } from "./margin.ts";

const dialect = z.enum(CSV_DIALECTS).default("rfc4180").openapi({
  description: "excel-fr: a byte order mark, semicolons and decimal commas.",
});

const filtered = { ...periodQuery.shape, ...dimensionFilters.shape };
const search = z.string().min(1).max(200).optional();

export const focusExportQuery = withTags({
  ...filtered,
  /** `day`: what a day's generations have in common in one row, without users, keys and tags. */
  granularity: z.enum(["generation", "day"]).default("generation"),
});
export const generationsCsvQuery = withTags({ ...filtered, search, dialect });
export const generationsParquetQuery = withTags({ ...filtered, search });

export const auditLogCsvQuery = z.strictObject({ ...auditLogFilters.shape, dialect });
export const breakdownCsvQuery = breakdownQueryWith({ dialect });
export const timeseriesCsvQuery = timeseriesQueryWith({ dialect });

export const marginCsvQuery = marginQueryWith({ dialect });
export const marginParquetQuery = marginQueryWith({});
