import { randomBytes, randomUUID } from "node:crypto";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import { rebuildDays } from "../../../db/clickhouse/rollup.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { formatNano, multiplyNano, parseNano } from "../../../domain/money.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { generationFact } from "../../support/delivery-stores.ts";
import type { AnalyticStores } from "./analytic-stores.ts";

/** Clips of one kind on one day of March 2026. */
export interface ClipsOfDay {
  readonly date: number;
  readonly clips: number;
  readonly resolution: string;
  /** The price that was applied. */
  readonly priceId: string;
  /** Null for clips without a known cost. */
  readonly perSecond: string | null;
  readonly model?: string;
  readonly hour?: number;
}

const SECONDS = 8;

const UNPRICED = {
  cost: null,
  cost_basis: "unpriced",
  unpriced_reason: "no_price_for_model",
  currency: null,
  price_id: null,
  price_unit: null,
  units: null,
  unit_amount: null,
};

function pricedBy(priceId: string, perSecond: string) {
  return {
    cost: formatNano(multiplyNano(parseNano(perSecond), parseNano(String(SECONDS)))),
    cost_basis: "rate_card",
    currency: "USD",
    price_id: priceId,
    price_unit: "second",
    units: String(SECONDS),
    unit_amount: perSecond,
  };
}

/** Loads clips of eight seconds as history, priced by the second. */
export async function loadMarch(
  stores: AnalyticStores,
  workspaceId: string,
  days: readonly ClipsOfDay[],
): Promise<void> {
  const generations = days.flatMap((day) =>
    Array.from({ length: day.clips }, (_, index) => {
      const date = String(day.date).padStart(2, "0");
      const atMs = Date.parse(`2026-03-${date}T00:00:00Z`) + (day.hour ?? 12) * 3_600_000 + index;
      const model = day.model ?? "sora-2";
      return generationRow(
        generationFact({
          workspace_id: workspaceId,
          generation_id: uuidV7(atMs, randomBytes(10)),
          finished_at: new Date(atMs + 60_000).toISOString(),
          model,
          requested_seconds: String(SECONDS),
          dimensions: { resolution: day.resolution, seconds: SECONDS },
          ...(day.perSecond === null ? UNPRICED : pricedBy(day.priceId, day.perSecond)),
        }),
      );
    }),
  );
  await loadHistory(stores.ch, { batchId: randomUUID(), generations, revenue: [] });
  await rebuildDays(stores.ch, "2026-03-01", "2026-03-31");
}

/** What so many clips of eight seconds come to, with two decimals as an invoice writes it. */
export function charged(clips: number, perSecond: string): string {
  return formatNano(multiplyNano(parseNano(perSecond), parseNano(String(SECONDS * clips)))).slice(
    0,
    -7,
  );
}
