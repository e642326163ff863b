import { randomBytes, randomUUID } from "node:crypto";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { markDirty } from "../../../db/postgres/dirty-days.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { generationFact } from "../../support/delivery-stores.ts";
import { bookJob, deliver, type AnalyticStores } from "./analytic-stores.ts";

const UNPRICED = {
  cost: null,
  currency: null,
  costBasis: "unpriced",
  unpricedReason: "no_price_for_model",
  priceId: null,
  priceUnit: null,
  units: null,
  unitAmount: null,
};
const REPORTED = {
  costBasis: "reported",
  cost: "0.77",
  priceId: null,
  priceUnit: null,
  units: null,
  unitAmount: null,
};

/**
 * March at 0.10 a second of sora-2: sixteen clips of 4 s in the books, one unpriced, one reported; twelve of 8 s in
 * history alone, around a midnight.
 */
export async function bookMonth(stores: AnalyticStores, workspaceId: string): Promise<void> {
  const book = (at: string, change = {}) => bookJob(stores.pg, workspaceId, at, change);
  for (let day = 10; day < 26; day += 1) await book(`2026-03-${day}T10:00:00Z`);
  await book("2026-03-26T10:00:00Z", { ...UNPRICED, model: "new-model", feature: "extend" });
  await book("2026-03-27T10:00:00Z", REPORTED);
  const generations = Array.from({ length: 12 }, (_, index) => {
    const atMs = Date.parse("2026-03-01T23:55:00Z") + index * 3_600_000;
    return generationRow(
      generationFact({
        workspace_id: workspaceId,
        generation_id: uuidV7(atMs, randomBytes(10)),
        finished_at: new Date(atMs + 60_000).toISOString(),
        price_id: randomUUID(),
        tags: { team: "a" },
        dimensions: { size: "1280x720" },
      }),
    );
  });
  await loadHistory(stores.ch, { batchId: randomUUID(), generations, revenue: [] });
  await deliver(stores, workspaceId);
  await markDirty(stores.pg, ["2026-03-01", "2026-03-02"]);
}
