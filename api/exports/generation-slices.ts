import {
  exportedQuery,
  sliceEndQuery,
  type ExportedGeneration,
  type ExportScope,
} from "../../db/clickhouse/queries/exported.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";

/** Rows of one question: what is in memory at a time, and how long an export keeps others waiting. */
export const SLICE_ROWS = 500;

export interface GenerationSlice {
  readonly range: TimeRange;
  /** May be none of those that the export is about. */
  readonly rows: readonly ExportedGeneration[];
}

/**
 * The generations of an export, oldest first, one slice of time after the other. Each slice is a short question of its own, so
 * that a client which reads slowly keeps no connection of the store, and one that leaves ends the asking.
 */
export async function* generationSlices(
  ctx: CallContext,
  scope: ExportScope,
  rowsPerSlice = SLICE_ROWS,
): AsyncGenerator<GenerationSlice, void, undefined> {
  const { toMs } = scope.range;
  let fromMs = scope.range.fromMs;
  while (fromMs < toMs) {
    const left = { fromMs, toMs };
    const [end] = await askStore(ctx.deps.ch, sliceEndQuery(ctx.workspaceId, left, rowsPerSlice));
    // Generations of one millisecond can't be told apart by time: they are one slice, however many.
    const range = { fromMs, toMs: end === undefined ? toMs : Math.max(end.at_ms, fromMs + 1) };
    const rows = await askStore(ctx.deps.ch, exportedQuery(scope, range));
    yield { range, rows };
    fromMs = range.toMs;
  }
}
