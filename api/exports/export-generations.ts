import type { z } from "@hono/zod-openapi";
import type { generationsCsvQuery, generationsParquetQuery } from "../contract/exports.ts";
import { factsOfStored } from "../generations/facts-of-stored.ts";
import type { CallContext } from "../http/call-context.ts";
import { csvPieces } from "./csv-pieces.ts";
import { openExport, type ExportQuestion } from "./export-scope.ts";
import { fileName } from "./file-name.ts";
import type { ExportedFile } from "./file-response.ts";
import { CSV_TYPE, PARQUET_TYPE } from "./file-types.ts";
import { GENERATION_FILE_COLUMNS, type GenerationRecord } from "./generation-columns.ts";
import { generationSlices } from "./generation-slices.ts";
import { parquetPieces } from "./parquet-pieces.ts";
import { questionColumns } from "./question-columns.ts";

/** The generations of a period as CSV, oldest first. */
export async function exportGenerationsCsv(
  ctx: CallContext,
  query: z.output<typeof generationsCsvQuery>,
): Promise<ExportedFile> {
  const { dialect, ...asked } = query;
  const question = await openExport(ctx, asked, false);
  const { range, filters } = question.scope;
  const about = questionColumns<GenerationRecord>({ ...question, range, filters });
  const columns = [...about, ...GENERATION_FILE_COLUMNS];
  return {
    name: nameOf(question, "csv"),
    contentType: CSV_TYPE,
    pieces: csvPieces(columns, dialect, records(ctx, question)),
  };
}

/** The same as Parquet. */
export async function exportGenerationsParquet(
  ctx: CallContext,
  query: z.output<typeof generationsParquetQuery>,
): Promise<ExportedFile> {
  const question = await openExport(ctx, query, false);
  return {
    name: nameOf(question, "parquet"),
    contentType: PARQUET_TYPE,
    pieces: parquetPieces(GENERATION_FILE_COLUMNS, records(ctx, question)),
  };
}

async function* records(
  ctx: CallContext,
  { scope }: ExportQuestion,
): AsyncGenerator<GenerationRecord[]> {
  for await (const { rows } of generationSlices(ctx, scope)) {
    yield rows.map((row) => ({ ...factsOfStored(row), wasteCause: row.waste_cause }));
  }
}

function nameOf({ scope, timeZone }: ExportQuestion, extension: "csv" | "parquet"): string {
  const { range, filters, search } = scope;
  const more = search === null ? [] : [`search-${search}`];
  return fileName({ subject: "generations", range, timeZone, more, filters, extension });
}
