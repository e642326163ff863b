import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_PROFILE } from "../../../domain/gpu-profile.ts";
import type { Nano } from "../../../domain/money.ts";
import { NOTHING_KNOWN, type BilledPart, type Observation } from "../../../domain/observation.ts";
import { priceParts } from "../../../domain/price-parts.ts";
import { chargeUnits, type PriceVersion } from "../../../domain/pricing.ts";
import { settle, type JobFacts, type SettleRules } from "../../../domain/settlement.ts";
import { priceVersion } from "../../support/price-versions.ts";

const KINDS = ["input", "output_text", "output_video"] as const;
const ONE = 1_000_000_000n;
const T0 = Date.UTC(2026, 10, 22, 12);

const price = (kind: string, amount: Nano): PriceVersion =>
  priceVersion(kind, {
    provider: "google_gemini",
    model: "omni",
    unit: "token",
    conditions: { token_type: kind },
    amount,
  });
const part = (kind: string, tokens: bigint): BilledPart => ({
  unit: "token",
  units: tokens * ONE,
  dimensions: { token_type: kind },
});
const parts = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), tokens: fc.bigInt({ min: 0n, max: 100_000n }) }),
  { maxLength: 5 },
);
const amounts = fc.tuple(...KINDS.map(() => fc.bigInt({ min: 0n, max: 20_000n })));

describe("a job that is billed in parts", () => {
  it("costs the sum of what its parts cost, to the nano", () => {
    fc.assert(
      fc.property(parts, amounts, (given, each) => {
        const prices = new Map(KINDS.map((kind, at) => [kind, price(kind, each[at] ?? 0n)]));
        const priced = priceParts(
          given.map(({ kind, tokens }) => part(kind, tokens)),
          { token_type: "output_video" },
          ({ units, dimensions }) => {
            const version = KINDS.find((kind) => kind === dimensions["token_type"]);
            const found = version === undefined ? undefined : prices.get(version);
            return found === undefined
              ? { kind: "unpriced", reason: "no_price_for_conditions" }
              : { kind: "priced", ...chargeUnits(found, units) };
          },
        );
        const sum = given.reduce(
          (total, { kind, tokens }) => total + tokens * (each[KINDS.indexOf(kind)] ?? 0n),
          0n,
        );
        expect(priced).toMatchObject({ kind: "priced", amount: sum });
        const billed = given.filter(({ tokens }) => tokens > 0n);
        const alone = billed.length === 1 && billed[0]?.kind === "output_video";
        expect(priced.kind === "priced" && priced.calculation !== null).toBe(alone);
      }),
    );
  });

  const fresh: JobFacts = {
    state: "running",
    provider: "google_gemini",
    model: "omni",
    createdAtMs: T0,
    submittedAtMs: T0,
    startedAtMs: T0,
    progress: null,
    requestedSeconds: null,
    dimensions: { token_type: "output_video" },
    cost: { basis: "unpriced", reason: "units_unknown" },
    gpu: null,
    videoSeconds: null,
    finishedAtMs: null,
  };
  const rules = (...prices: PriceVersion[]): SettleRules => ({
    prices,
    dedicated: null,
    profile: NO_PROFILE,
    billsOutcome: (state) => state === "succeeded",
    lengthAsAsked: true,
    reportingCurrency: "EUR",
  });
  const seen = (...billedParts: BilledPart[]): Observation => ({
    ...NOTHING_KNOWN,
    source: "poll",
    seenAtMs: T0 + 1_000,
    status: "succeeded",
    billedParts,
  });
  const costOf = (settlement: ReturnType<typeof settle>) =>
    settlement.kind === "final" || settlement.kind === "correction"
      ? settlement.outcome.cost
      : settlement.kind;

  it("is unpriced as a whole when one of them has no price, or a price in another currency", () => {
    const video = price("output_video", 17_500n);
    const both = seen(part("output_video", 10n), part("input", 3n));
    expect(costOf(settle(fresh, both, rules(video)))).toEqual({
      basis: "unpriced",
      reason: "no_price_for_conditions",
    });
    const dear = { ...price("input", 1_500n), currency: "EUR" } as const;
    expect(costOf(settle(fresh, both, rules(video, dear)))).toEqual({
      basis: "unpriced",
      reason: "ambiguous_price",
    });
    const none = seen(part("output_video", 10n), part("input", 0n));
    expect(costOf(settle(fresh, none, rules(video)))).toMatchObject({ amount: 175_000n });
    expect(costOf(settle(fresh, seen(), rules(video)))).toMatchObject({
      basis: "billed_units",
      amount: 0n,
      currency: "EUR",
    });
  });

  it("is corrected by other parts later, and left alone by the same ones", () => {
    const book = rules(price("output_video", 17_500n), price("input", 1_500n));
    const first = seen(part("output_video", 10n), part("input", 2n));
    const cost = costOf(settle(fresh, first, book));
    if (typeof cost === "string") throw new Error(cost);
    const settled: JobFacts = { ...fresh, state: "succeeded", cost, finishedAtMs: T0 + 1_000 };
    expect(settle(settled, first, book)).toEqual({ kind: "unchanged" });
    const later = seen(part("output_video", 10n), part("input", 3n));
    expect(costOf(settle(settled, later, book))).toMatchObject({ amount: 179_500n });
  });
});
