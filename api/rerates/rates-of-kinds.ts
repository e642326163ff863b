import { readDimensions } from "../../db/clickhouse/rows/read-dimensions.ts";
import type { RerateKind } from "../../db/clickhouse/queries/rerate-kinds.ts";
import type { SumRate } from "../../db/clickhouse/queries/charged.ts";
import { COST_BASES, FINAL_STATES, PRICE_UNITS } from "../../domain/generation.ts";
import type { PriceVersion } from "../../domain/pricing.ts";
import {
  chooseRate,
  type LeftReason,
  type PriceBook,
  type RateChoice,
} from "../../domain/rerate/choose-rate.ts";

/** What becomes of some kinds of generations, all of them by the same choice. */
export interface RateOfKinds extends SumRate {
  readonly price: PriceVersion | null;
  /** Null where they are charged by the price. */
  readonly left: LeftReason | null;
}

/**
 * Chooses for each kind once, and puts kinds of one choice together.
 * @throws RangeError when two kinds share a number.
 */
export function ratesOfKinds(book: PriceBook, kinds: readonly RerateKind[]): RateOfKinds[] {
  if (new Set(kinds.map(({ kind }) => kind)).size < kinds.length) {
    throw new RangeError("two kinds of generations share a number");
  }
  const groups = new Map<string, { choice: RateChoice; kinds: string[] }>();
  for (const kind of kinds) {
    const choice = choiceOf(book, kind);
    const key =
      choice.kind === "left"
        ? choice.reason
        : [choice.price.id, choice.source, choice.basis].join(" ");
    const group = groups.get(key) ?? { choice, kinds: [] };
    group.kinds.push(kind.kind);
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => rateOf(group.choice, group.kinds));
}

function choiceOf(book: PriceBook, kind: RerateKind): RateChoice {
  const state = FINAL_STATES.find((known) => known === kind.state);
  if (state === undefined) throw new RangeError(`not a final state: ${kind.state}`);
  return chooseRate(book, {
    provider: kind.provider,
    model: kind.model,
    state,
    createdAtMs: kind.since_ms,
    dimensions: readDimensions(kind.dimensions),
    basis: COST_BASES.find((known) => known === kind.cost_basis) ?? "unpriced",
    priceId: kind.price_id === "" ? null : kind.price_id,
    priceUnit: PRICE_UNITS.find((known) => known === kind.price_unit) ?? null,
    free: kind.free,
    mixedCharges: kind.mixed,
    secondsKnown: kind.seconds_known,
    gpuKnown: kind.gpu_known,
  });
}

function rateOf(choice: RateChoice, kinds: readonly string[]): RateOfKinds {
  if (choice.kind === "left") return { kinds, price: null, left: choice.reason, rate: null };
  const { price, source, basis } = choice;
  const { amount, currency, unit } = price;
  return {
    kinds,
    price,
    left: null,
    rate: { amount, currency, unit, source, basis, minimumUnits: price.minimumUnits ?? 0n },
  };
}
