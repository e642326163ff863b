import { toStoredCost } from "../../db/clickhouse/rows/stored-cost.ts";
import type { RatedRow } from "../../db/clickhouse/queries/rerated.ts";
import type { CostColumns } from "../../db/postgres/cost-columns.ts";
import { sendBatch } from "../deliver/send-batch.ts";
import type { RerateDeps } from "./rerate-deps.ts";

export interface HistoryChange {
  readonly row: RatedRow;
  readonly cost: CostColumns;
}

/** Writes new versions of generations that only ClickHouse has, and reads them back. */
export async function writeHistory(
  { ch, newId }: RerateDeps,
  changes: readonly HistoryChange[],
): Promise<void> {
  await sendBatch({
    ch,
    table: "generations_v1",
    batchId: newId(),
    rows: changes.map(({ row, cost }) => ({
      key: row.generation_id,
      row: { ...row, ...toStoredCost(cost), version: row.version + 1 },
    })),
    bury: (ids, reason) => {
      throw new Error(`${reason}: ${ids.join(", ")}`);
    },
  });
}
