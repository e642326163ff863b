import { updateImport } from "../../db/postgres/revenue-imports/import-rows.ts";
import { stageLines, type StagedLine } from "../../db/postgres/revenue-imports/staging.ts";
import { compileMapping, type CompiledMapping } from "../../domain/revenue-file/compile-mapping.ts";
import type { RevenueMapping } from "../../domain/revenue-file/mapping.ts";
import { readRow } from "../../domain/revenue-file/read-row.ts";
import type { CallContext } from "../http/call-context.ts";
import { invalidField } from "../http/api-error.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import type { FaultList } from "./fault-list.ts";
import { readFileRows } from "./read-file-rows.ts";
import { toStagedLine } from "./to-staged-line.ts";
import { UnreadableFileError } from "./unreadable-file-error.ts";

/** Lines that are in memory at a time. */
export const LINES_IN_BATCH = 2_000;

export interface StagedFile {
  readonly compiled: CompiledMapping;
  readonly rowsRead: number;
  readonly rowsSkipped: number;
  readonly badRows: number;
}

/**
 * Reads a file once, from its beginning to its end, into the staging table of its import. Rows that can't be read go to
 * `faults`; the others go on, so that all faults are found together. @throws ApiError when the mapping does not fit the file.
 */
export async function stageFile(
  ctx: CallContext,
  importId: string,
  file: AsyncIterable<Uint8Array>,
  mapping: RevenueMapping,
  faults: FaultList,
): Promise<StagedFile> {
  const db = ctx.deps.pg.drizzle;
  const counts = { rowsRead: 0, rowsSkipped: 0, badRows: 0 };
  let compiled: CompiledMapping | null = null;
  let batch: StagedLine[] = [];
  let ended = false;
  const flush = async (): Promise<void> => {
    await stageLines(db, importId, batch);
    batch = [];
    await updateImport(db, importId, { ...counts, touchedAt: new Date(ctx.deps.clock()) });
  };
  try {
    for await (const { line, cells } of readFileRows(file, mapping)) {
      if (compiled === null) {
        compiled = bind(mapping, cells);
        continue;
      }
      // What stands behind the end of the data is read, so that the sender hears the answer, and left out.
      if (ended) continue;
      const row = readRow(compiled, cells);
      if (row.kind === "end") {
        ended = true;
        continue;
      }
      counts.rowsRead += 1;
      if (row.kind === "skipped") {
        counts.rowsSkipped += 1;
        continue;
      }
      const staged =
        row.kind === "bad"
          ? row
          : toStagedLine(row.entry, {
              compiled,
              cells,
              line,
              entryId: ctx.newId(),
              role: row.role,
            });
      if (staged.kind === "bad") {
        counts.badRows += 1;
        for (const fault of staged.faults) faults.add({ line, ...fault });
        continue;
      }
      batch.push(staged.line);
      if (batch.length === LINES_IN_BATCH) await flush();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    if (compiled === null) throw invalidField(`line ${error.line}`, error.message);
    if (!ended) {
      counts.badRows += 1;
      faults.add({ line: error.line, column: "", value: "", message: error.message });
    }
  }
  if (compiled === null) throw invalidField("body", "has no header line: send a CSV file");
  await flush();
  return { compiled, ...counts };
}

function bind(mapping: RevenueMapping, header: readonly string[]): CompiledMapping {
  const bound = compileMapping(mapping, header);
  if (bound.kind === "compiled") return bound.compiled;
  throw invalidFields(
    bound.errors.map(({ field, message }) => ({ field: `mapping.${field}`, message })),
  );
}
