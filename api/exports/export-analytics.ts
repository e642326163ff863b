import type { z } from "@hono/zod-openapi";
import { breakdownQuery } from "../../db/clickhouse/queries/breakdown.ts";
import { askStore } from "../analytics/ask-store.ts";
import { orderOf } from "../analytics/breakdown.ts";
import { openQuestion, type Question } from "../analytics/open-question.ts";
import { readDimensions } from "../analytics/read-filters.ts";
import { timeseries } from "../analytics/timeseries.ts";
import { toMeasures } from "../analytics/to-measures.ts";
import type { breakdownCsvQuery, timeseriesCsvQuery } from "../contract/exports.ts";
import type { TimeseriesAnswer } from "../contract/analytics.ts";
import type { CallContext } from "../http/call-context.ts";
import { csvPieces } from "./csv-pieces.ts";
import {
  BUCKET_COLUMNS,
  MEASURE_COLUMNS,
  pointColumns,
  valueColumns,
  type FigureRecord,
} from "./figure-columns.ts";
import { fileName } from "./file-name.ts";
import type { ExportedFile } from "./file-response.ts";
import { CSV_TYPE } from "./file-types.ts";
import { questionColumns } from "./question-columns.ts";

const MAX_DIMENSIONS = 2;
const ROWS_PER_PAGE = 2_000;

/** Every row of a breakdown, however many values there are. */
export async function exportBreakdownCsv(
  ctx: CallContext,
  query: z.output<typeof breakdownCsvQuery>,
): Promise<ExportedFile> {
  const { dialect, ...asked } = query;
  const by = readDimensions(query.by, MAX_DIMENSIONS);
  const question = await openQuestion(ctx, asked, "none");
  const columns = [...aboutOf(question), ...valueColumns(by), ...MEASURE_COLUMNS];
  return {
    name: nameOf(question, `breakdown-by-${by.join("-")}`),
    contentType: CSV_TYPE,
    pieces: csvPieces(columns, dialect, breakdownPages(ctx, question, by, query.order)),
  };
}

/** The series of a question, a row for each bucket of each; the rest has no values. */
export async function exportTimeseriesCsv(
  ctx: CallContext,
  query: z.output<typeof timeseriesCsvQuery>,
): Promise<ExportedFile> {
  const { dialect, ...asked } = query;
  const question = await openQuestion(ctx, asked, "none");
  const answer = await timeseries(ctx, { ...asked, compare: "none" });
  const columns = [
    ...aboutOf(question),
    ...BUCKET_COLUMNS,
    ...valueColumns(answer.dimensions),
    ...pointColumns(query.figures === "all"),
  ];
  const by = answer.dimensions.length === 0 ? "" : `-by-${answer.dimensions.join("-")}`;
  return {
    name: nameOf(question, `per-${answer.interval}${by}`),
    contentType: CSV_TYPE,
    pieces: csvPieces(columns, dialect, seriesPage(answer)),
  };
}

async function* breakdownPages(
  ctx: CallContext,
  { scope }: Question,
  by: ReturnType<typeof readDimensions>,
  order: string,
): AsyncGenerator<FigureRecord[]> {
  for (let offset = 0; ; offset += ROWS_PER_PAGE) {
    const rows = await askStore(
      ctx.deps.ch,
      breakdownQuery({ scope, by, ...orderOf(order), limit: ROWS_PER_PAGE, offset }),
    );
    yield rows.map((row) => ({
      values: row.values,
      currency: scope.currency,
      figures: toMeasures(row, row.revenue),
    }));
    if (rows.length < ROWS_PER_PAGE) return;
  }
}

async function* seriesPage(answer: TimeseriesAnswer): AsyncGenerator<FigureRecord[]> {
  yield answer.series.flatMap(({ values, rest, points }) =>
    points.flatMap((figures, index) => {
      const bucket = answer.buckets[index];
      if (bucket === undefined) return [];
      const named = rest ? answer.dimensions.map(() => "(rest)") : values;
      return [{ values: named, currency: answer.currency, bucket, figures }];
    }),
  );
}

function aboutOf({ scope, timeZone }: Question) {
  const { range, filters } = scope;
  return questionColumns<FigureRecord>({ range, timeZone, filters });
}

function nameOf({ scope, timeZone }: Question, subject: string): string {
  const { range, currency, filters } = scope;
  return fileName({ subject, range, timeZone, more: [currency], filters, extension: "csv" });
}
