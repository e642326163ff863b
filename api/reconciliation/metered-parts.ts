import { meteredQuery, type MeteredRow } from "../../db/clickhouse/queries/metered.ts";
import { readDimensions } from "../../db/clickhouse/rows/read-dimensions.ts";
import { COST_BASES, FINAL_STATES, PRICE_UNITS } from "../../domain/generation.ts";
import { parseNano } from "../../domain/money.ts";
import type { PriceVersion } from "../../domain/pricing.ts";
import type { MeteredPart } from "../../domain/reconcile/bill.ts";
import { bucketStarts, type TimeRange } from "../../domain/time-buckets.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { CallContext } from "../http/call-context.ts";

/** What was metered of a provider in a range, apart for each day of a zone and each set of valid prices. */
export async function meteredParts(
  ctx: CallContext,
  provider: string,
  range: TimeRange,
  by: { readonly timeZone: string; readonly versions: readonly PriceVersion[] },
): Promise<readonly MeteredPart[]> {
  const changes = by.versions
    .flatMap(({ validFromMs, validToMs }) => [validFromMs, validToMs ?? validFromMs])
    .filter((atMs) => atMs > range.fromMs && atMs < range.toMs);
  const days = bucketStarts(range, "day", by.timeZone);
  const instants = [...new Set([...days, ...changes])].toSorted((a, b) => a - b);
  const scope = {
    ...range,
    provider,
    model: null,
    feature: null,
    upstream: null,
    unpricedOnly: false,
  };
  const rows = await askStore(ctx.deps.ch, meteredQuery(ctx.workspaceId, scope, instants));
  return rows.map(toPart);
}

function toPart(row: MeteredRow): MeteredPart {
  const state = FINAL_STATES.find((known) => known === row.state);
  if (state === undefined) throw new RangeError(`not a final state: ${row.state}`);
  return {
    facts: {
      provider: row.provider,
      model: row.model,
      state,
      createdAtMs: row.since_ms,
      dimensions: readDimensions(row.dimensions),
      basis: COST_BASES.find((known) => known === row.cost_basis) ?? "unpriced",
      priceId: row.price_id === "" ? null : row.price_id,
      priceUnit: PRICE_UNITS.find((known) => known === row.price_unit) ?? null,
      free: row.free,
      mixedCharges: row.mixed,
      secondsKnown: row.seconds_known,
      gpuKnown: row.gpu_known,
    },
    generations: row.generations,
    unpriced: row.unpriced,
    cost: parseNano(row.known_cost),
    currency: row.currency === "" ? null : row.currency,
    units: row.all_units === null ? null : parseNano(row.all_units),
    seconds: row.all_seconds === null ? null : parseNano(row.all_seconds),
    gpuMs: row.all_gpu_ms,
  };
}
