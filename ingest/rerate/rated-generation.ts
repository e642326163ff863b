import { fromStoredCost } from "../../db/clickhouse/rows/stored-cost.ts";
import { readDimensions } from "../../db/clickhouse/rows/read-dimensions.ts";
import type { RatedRow } from "../../db/clickhouse/queries/rerated.ts";
import { costOf } from "../../db/postgres/cost-columns.ts";
import type { StoredJob } from "../../db/postgres/stored-job.ts";
import { FINAL_STATES } from "../../domain/generation.ts";
import { isFinal } from "../../domain/lifecycle.ts";
import { parseNano } from "../../domain/money.ts";
import type { RatedGeneration } from "../../domain/rerate/reprice.ts";
import { uuidV7Ms } from "../../domain/uuid-v7.ts";

/** What a job of the books is priced by; null before it is settled. */
export function ratedJob({ facts }: StoredJob): RatedGeneration | null {
  const { state, gpu } = facts;
  return isFinal(state) ? { ...facts, state, gpuMs: gpu?.ms ?? null } : null;
}

/** What a generation that only ClickHouse has is priced by; null before it is settled. */
export function ratedHistory(row: RatedRow): RatedGeneration | null {
  const state = FINAL_STATES.find((known) => known === row.state);
  if (state === undefined) return null;
  return {
    provider: row.provider,
    model: row.model,
    state,
    createdAtMs: createdAtMs(row),
    dimensions: readDimensions(row.dimensions),
    requestedSeconds: row.requested_seconds === null ? null : parseNano(row.requested_seconds),
    gpuMs: row.gpu_ms,
    cost: costOf(fromStoredCost(row)),
  };
}

/** The time in its id, ms. @throws RangeError for an id without one. */
export function createdAtMs({ generation_id: id }: { readonly generation_id: string }): number {
  const atMs = uuidV7Ms(id);
  if (atMs === null) throw new RangeError(`not a UUIDv7: ${id}`);
  return atMs;
}
