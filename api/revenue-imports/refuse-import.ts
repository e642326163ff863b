import { updateImport } from "../../db/postgres/revenue-imports/import-rows.ts";
import type { RevenueImportFault } from "../contract/revenue-imports.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import type { ImportRun } from "./import-run.ts";

/** The refusal of a file with bad rows, which its import keeps. */
export class ImportRefusedError extends ApiError {}

/** Keeps the faults with the import, and refuses it. @throws ImportRefusedError always. */
export async function refuseImport(ctx: CallContext, run: ImportRun): Promise<never> {
  const { faults, rowsRead, rowsSkipped, badRows } = run;
  const listed = faults.listed();
  const detail = sentence(faults.count(), listed);
  await updateImport(ctx.deps.pg.drizzle, run.id, {
    state: "refused",
    rowsRead,
    rowsSkipped,
    badRows,
    faults: listed,
    error: detail,
    endedAt: new Date(ctx.deps.clock()),
  });
  throw new ImportRefusedError(
    "invalid_input",
    detail,
    listed.map(({ line, column, message }) => ({ field: placeOf(line, column), message })),
  );
}

function sentence(count: number, listed: readonly RevenueImportFault[]): string {
  const [first] = listed;
  const where =
    first === undefined
      ? ""
      : `${count === 1 ? " in" : ", the first in"} ${placeOf(first.line, first.column)}`;
  const beyond = count > listed.length ? ` The first ${listed.length} are listed.` : "";
  const faults = count === 1 ? "a fault" : `${count} faults`;
  return `The file has ${faults}${where}: nothing of it was stored.${beyond}`;
}

function placeOf(line: number, column: string): string {
  return column === "" ? `line ${line}` : `line ${line}, ${column}`;
}
