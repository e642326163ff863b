import { rerateSumsQuery, type RerateSum } from "../../db/clickhouse/queries/rerate-sums.ts";
import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import { bucketStarts } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";
import { askStore } from "../analytics/ask-store.ts";
import type { RerateDiff } from "../contract/rerates.ts";
import type { CallContext } from "../http/call-context.ts";
import { showPrice } from "../prices/show-price.ts";
import type { AskedRerate } from "./read-scope.ts";
import type { RateOfKinds } from "./rates-of-kinds.ts";
import { ratesOfScope } from "./rates-of-scope.ts";
import { countOf, groupRows, sumPart, sumParts } from "./sum-diff.ts";

export interface PlannedRerate {
  readonly diff: RerateDiff;
  /** When the last version of the book was written that was looked at; none written later counts. */
  readonly pricesAsOf: Date;
}

/**
 * What re-rating a scope by the price book as it is would change, as though `proposed` prices were in it. Prices are chosen once for each kind of generation;
 * the store multiplies and sums up.
 */
export async function planRerate(
  ctx: CallContext,
  asked: AskedRerate,
  proposed: readonly PriceRecord[],
): Promise<PlannedRerate> {
  const { scope, timeZone, book } = asked;
  const { workspaceId, deps } = ctx;
  const { records, instantsMs, rates } = await ratesOfScope(ctx, scope, book, proposed);
  const range = { fromMs: scope.fromMs, toMs: scope.toMs };
  const daysMs = bucketStarts(range, "day", timeZone);
  const sums =
    rates.length === 0
      ? []
      : await askStore(deps.ch, rerateSumsQuery({ workspaceId, scope, instantsMs, daysMs, rates }));
  const written = records.map((record) => record.createdAt.getTime());
  return {
    diff: diffOf(sums, { rates, records, proposed, timeZone }),
    pricesAsOf: new Date(written.reduce((last, at) => Math.max(last, at), ctx.nowMs)),
  };
}

function diffOf(
  sums: readonly RerateSum[],
  by: {
    readonly rates: readonly RateOfKinds[];
    readonly records: readonly PriceRecord[];
    readonly proposed: readonly PriceRecord[];
    readonly timeZone: string;
  },
): RerateDiff {
  const ofRates = sums.filter((row) => row.of === "rate");
  const { generations, ...whole } = sumPart(ofRates);
  const zone = openZone(by.timeZone);
  const dayOf = (atMs: number) => {
    const { year, month, day } = zone.wallAt(atMs);
    return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
  };
  return {
    looked_at: generations,
    ...whole,
    unchanged: countOf(ofRates.filter((row) => row.outcome === "same")),
    left: leftOf(ofRates, by.rates),
    unused_proposals: by.proposed
      .filter(({ id }) => !by.rates.some((rate) => rate.price?.id === id))
      .map(showPrice),
    by_feature: sumParts(
      sums.filter((row) => row.of === "feature"),
      (row) => row.feature,
    ).map(({ first, part }) => ({ feature: first.feature, ...part })),
    by_model: sumParts(ofRates, (row) => JSON.stringify([row.provider, row.model])).map(
      ({ first, part }) => ({ provider: first.provider, model: first.model, ...part }),
    ),
    by_day: sumParts(
      sums.filter((row) => row.of === "day"),
      (row) => dayOf(row.day_ms),
    ).map(({ first, part }) => ({ day: dayOf(first.day_ms), ...part })),
    by_price: pricesOf(ofRates, by),
  };
}

function leftOf(rows: readonly RerateSum[], rates: readonly RateOfKinds[]): RerateDiff["left"] {
  const left = rows.filter((row) => row.outcome === "left" || row.outcome === "too_large");
  const reasonOf = (row: RerateSum) =>
    row.outcome === "too_large" ? "amount_too_large" : (rates[row.rate]?.left ?? "units_unknown");
  return groupRows(left, reasonOf).map(([reason, group]) => ({
    reason,
    generations: countOf(group),
    unpriced: countOf(group.filter((row) => row.unpriced)),
  }));
}

function pricesOf(
  rows: readonly RerateSum[],
  by: {
    readonly rates: readonly RateOfKinds[];
    readonly records: readonly PriceRecord[];
    readonly proposed: readonly PriceRecord[];
  },
): RerateDiff["by_price"] {
  const recordOf = new Map(by.records.map((record) => [record.id, record]));
  const moving = rows.filter((row) => row.outcome === "changed" || row.outcome === "newly_priced");
  const idOf = (row: RerateSum) => by.rates[row.rate]?.price?.id ?? "";
  return sumParts(moving, (row) => JSON.stringify([row.model, idOf(row)])).flatMap(
    ({ first, part }) => {
      const record = recordOf.get(idOf(first));
      const { generations: _, ...rest } = part;
      return record === undefined
        ? []
        : [
            {
              price: showPrice(record),
              proposed: by.proposed.includes(record),
              model: first.model,
              ...rest,
            },
          ];
    },
  );
}
