import type { ClickHouse } from "./client.ts";
import { insertBatch } from "./insert-batch.ts";
import type { GenerationRow } from "./rows/generation-row.ts";
import type { RevenueRow } from "./rows/revenue-row.ts";

/** Rows of a history that was settled elsewhere: a restore, a migration, a demonstration. */
export interface HistoryBatch {
  /** A stable id: loading the same batch again adds nothing. */
  readonly batchId: string;
  readonly generations: readonly GenerationRow[];
  readonly revenue: readonly RevenueRow[];
}

/** Loads one batch straight into the analytic tables. Its days' rollups are rebuilt by the caller. */
export async function loadHistory(ch: ClickHouse, batch: HistoryBatch): Promise<void> {
  if (batch.generations.length > 0) {
    await insertBatch(ch, "generations_v1", `${batch.batchId}-generations`, batch.generations);
  }
  if (batch.revenue.length > 0) {
    await insertBatch(ch, "revenue_v1", `${batch.batchId}-revenue`, batch.revenue);
  }
}
