import type { z } from "@hono/zod-openapi";
import type { marginCsvQuery, marginParquetQuery } from "../contract/exports.ts";
import { WEIGHT_PREFIX, type MarginAnswer } from "../contract/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { margin } from "../margin/margin.ts";
import { csvPieces } from "./csv-pieces.ts";
import { fileName } from "./file-name.ts";
import type { ExportedFile } from "./file-response.ts";
import { CSV_TYPE, PARQUET_TYPE } from "./file-types.ts";
import { MARGIN_FILE_COLUMNS, marginRecords, type MarginRecord } from "./margin-columns.ts";
import { parquetPieces } from "./parquet-pieces.ts";
import { questionColumns } from "./question-columns.ts";

/** The margin report as CSV: the figures of `GET /api/v1/analytics/margin`. */
export async function exportMarginCsv(
  ctx: CallContext,
  query: z.output<typeof marginCsvQuery>,
): Promise<ExportedFile> {
  const { dialect, ...asked } = query;
  const report = await margin(ctx, asked);
  const rule = { dimension: "rule", values: [report.rule, ...weightsOf(query)] } as const;
  const about = questionColumns<MarginRecord>({
    range: rangeOf(report),
    timeZone: report.timezone,
    filters: [rule],
  });
  return {
    name: nameOf(report, "csv"),
    contentType: CSV_TYPE,
    pieces: csvPieces([...about, ...MARGIN_FILE_COLUMNS], dialect, onePage(report)),
  };
}

/** The same as Parquet. */
export async function exportMarginParquet(
  ctx: CallContext,
  query: z.output<typeof marginParquetQuery>,
): Promise<ExportedFile> {
  const report = await margin(ctx, query);
  return {
    name: nameOf(report, "parquet"),
    contentType: PARQUET_TYPE,
    pieces: parquetPieces(MARGIN_FILE_COLUMNS, onePage(report)),
  };
}

async function* onePage(report: MarginAnswer): AsyncGenerator<MarginRecord[]> {
  yield marginRecords(report);
}

function rangeOf(report: MarginAnswer): { fromMs: number; toMs: number } {
  return { fromMs: Date.parse(report.from), toMs: Date.parse(report.to) };
}

function nameOf(report: MarginAnswer, extension: "csv" | "parquet"): string {
  return fileName({
    subject: `margin-by-${report.by}`,
    range: rangeOf(report),
    timeZone: report.timezone,
    more: [report.currency, `rule-${report.rule}`],
    filters: [],
    extension,
  });
}

function weightsOf(query: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(query).flatMap(([name, value]) =>
    name.startsWith(WEIGHT_PREFIX) && typeof value === "string"
      ? [`${name.slice(WEIGHT_PREFIX.length)}:${value}`]
      : [],
  );
}
