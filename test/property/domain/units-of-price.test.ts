import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import { PRICE_UNITS, type PriceUnit } from "../../../domain/generation.ts";
import { multiplyNano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, UNIT_OF_PRICE } from "../../../domain/observation.ts";
import { choosePrice, type PriceVersion } from "../../../domain/pricing.ts";
import { settle, type JobFacts, type SettleRules } from "../../../domain/settlement.ts";
import { priceVersion } from "../../support/price-versions.ts";

const T0 = Date.UTC(2026, 10, 22, 12);
const PROVIDER = "fal";
const MODEL = "fal-ai/veo3";

const job: JobFacts = {
  state: "running",
  provider: PROVIDER,
  model: MODEL,
  createdAtMs: T0,
  submittedAtMs: T0,
  startedAtMs: T0,
  progress: null,
  requestedSeconds: 8_000_000_000n,
  dimensions: { resolution: "1080p" },
  cost: { basis: "unpriced", reason: "units_unknown" },
  gpu: null,
  videoSeconds: null,
  finishedAtMs: null,
};

const unit = fc.constantFrom(...PRICE_UNITS);
const nano = fc.bigInt({ min: 1n, max: 10n ** 12n });

const price = fc
  .record({
    unit,
    amount: nano,
    minimumUnits: fc.option(nano),
    own: fc.boolean(),
    model: fc.constantFrom(MODEL, "*"),
    conditions: fc.constantFrom({}, { resolution: "1080p" }, { resolution: "720p" }),
    later: fc.boolean(),
  })
  .map(({ later, ...change }) => ({
    ...change,
    provider: PROVIDER,
    createdAtMs: later ? T0 + 1 : T0 - 1,
  }));

const book = fc
  .array(price, { maxLength: 6 })
  .map((changes) => changes.map((change, index) => priceVersion(`p${index}`, change)));

function costOf(
  prices: readonly PriceVersion[],
  named: PriceUnit | typeof UNIT_OF_PRICE,
  units: bigint,
) {
  const rules: SettleRules = {
    prices,
    dedicated: null,
    profile: NO_PROFILE,
    billsOutcome: (state) => state === "succeeded",
    lengthAsAsked: true,
    reportingCurrency: "USD",
  };
  const seen = {
    ...NOTHING_KNOWN,
    source: "poll",
    seenAtMs: T0 + 60_000,
    status: "succeeded",
    billedUnits: { unit: named, units },
  } as const;
  const settled = settle(job, seen, rules);
  if (settled.kind !== "final") throw new Error(`not final: ${settled.kind}`);
  return settled.outcome.cost;
}

/** The price of the job by the book as it stood at its admission, else as it stands now. */
function chosen(prices: readonly PriceVersion[]) {
  const request = {
    provider: PROVIDER,
    model: MODEL,
    atMs: T0,
    dimensions: { ...job.dimensions, outcome: "succeeded" },
    units: {},
  };
  const then = choosePrice(
    prices.filter(({ createdAtMs }) => createdAtMs <= T0),
    request,
  );
  return then.kind === "one" ? then : choosePrice(prices, request);
}

describe("units of whatever unit the price is for", () => {
  it("cost that price times the units, for every unit and book, or nothing that anybody knows", () => {
    fc.assert(
      fc.property(book, nano, (prices, units) => {
        const cost = costOf(prices, UNIT_OF_PRICE, units);
        const choice = chosen(prices);
        if (choice.kind === "none") {
          expect(cost).toEqual({ basis: "unpriced", reason: choice.reason });
          return;
        }
        const { price: applied } = choice;
        const { minimumUnits } = applied;
        const charged = minimumUnits !== null && units < minimumUnits ? minimumUnits : units;
        expect(cost).toMatchObject({
          basis: "billed_units",
          amount: multiplyNano(applied.amount, charged),
          calculation: { unit: applied.unit, units: charged, unitAmount: applied.amount },
        });
        expect(cost).toEqual(costOf([applied], applied.unit, units));
      }),
    );
  });

  it("cost nothing when there are none, whatever the price is for", () => {
    fc.assert(
      fc.property(book, (prices) => {
        expect(costOf(prices, UNIT_OF_PRICE, 0n)).toMatchObject({
          basis: "billed_units",
          amount: 0n,
          calculation: null,
        });
      }),
    );
  });
});
