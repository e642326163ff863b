import { findConflicts } from "../../db/postgres/revenue-imports/staged-conflicts.ts";
import type { MappedField } from "../../domain/revenue-file/mapping.ts";
import { MAX_LISTED_FAULTS } from "../contract/revenue-imports.ts";
import type { CallContext } from "../http/call-context.ts";
import { stagedOf, type ImportRun } from "./import-run.ts";

/** Adds to the faults what only the whole file shows: rows that contradict each other. */
export async function noteConflicts(ctx: CallContext, run: ImportRun): Promise<void> {
  const { conflicts, count } = await findConflicts(
    ctx.deps.pg.drizzle,
    stagedOf(ctx, run),
    MAX_LISTED_FAULTS,
  );
  for (const { line, field, value, other } of conflicts) {
    const column = run.compiled.source(field as MappedField)?.column ?? field;
    run.faults.add({ line, column, value, message: sentence(run, other) });
  }
  run.faults.addUnlisted(count - conflicts.length);
}

function sentence({ mapping }: ImportRun, other: number | null): string {
  if (other === null) return "adds up to more than can be stored";
  return mapping.group === undefined
    ? `was used by line ${other}, which says something else`
    : `differs from line ${other}, which belongs to the same entry`;
}
