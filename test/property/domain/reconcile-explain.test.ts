import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCalendar } from "../../../domain/finance/calendar-day.ts";
import { multiplyNano, NANO_PER_UNIT, parseNano, type Nano } from "../../../domain/money.ts";
import type { PriceVersion } from "../../../domain/pricing.ts";
import type { BilledLine, MeteredPart } from "../../../domain/reconcile/bill.ts";
import { billTotals } from "../../../domain/reconcile/bill-totals.ts";
import { compareBill, type BillCell } from "../../../domain/reconcile/compare-bill.ts";
import { explainBill } from "../../../domain/reconcile/explain-bill.ts";
import { priceBook } from "../../../domain/rerate/choose-rate.ts";
import { march, meteredPart } from "../../support/bill-parts.ts";

const calendar = openCalendar("UTC");
const question = { provider: "openai", currency: "USD", tolerance: 5_000_000n, calendar };

function version(id: string, amount: string, change: Partial<PriceVersion> = {}): PriceVersion {
  return {
    id,
    own: false,
    provider: "openai",
    model: "sora-2",
    unit: "second",
    conditions: { resolution: id },
    amount: parseNano(amount),
    currency: "USD",
    minimumUnits: null,
    validFromMs: Date.parse("2025-01-01"),
    validToMs: null,
    createdAtMs: Date.parse("2025-01-01"),
    book: null,
    ...change,
  };
}
const TIERS = { "480p": "0.05", "720p": "0.10", "1080p": "0.30", "4k": "0.50" } as const;
type Tier = keyof typeof TIERS;
const names = Object.keys(TIERS) as Tier[];
const book = priceBook(
  names.map((name) => version(name, TIERS[name])),
  null,
);

/** Clips of one tier on a day, and what they were billed at. */
interface Used {
  readonly date: number;
  readonly tier: Tier;
  readonly seconds: bigint;
  readonly billedAt: Nano;
}

function parted(used: readonly Used[]): readonly MeteredPart[] {
  return used.map(({ date, tier, seconds }) =>
    meteredPart({
      day: march(date),
      seconds,
      perSecond: parseNano(TIERS[tier]),
      priceId: tier,
      dimensions: { resolution: tier, seconds: 8 },
    }),
  );
}

function billed(used: readonly Used[]): BilledLine[] {
  return used.map(({ date, seconds, billedAt }) => ({
    model: "sora-2",
    days: { first: march(date), end: march(date + 1) },
    amount: multiplyNano(billedAt, seconds * NANO_PER_UNIT),
    units: null,
  }));
}

function explain(lines: readonly BilledLine[], parts: readonly MeteredPart[]) {
  const cells = compareBill(lines, parts, question);
  return { totals: billTotals(cells), ...explainBill(cells, book, question) };
}

/** Usage of the whole month, and a stretch of its days. */
const month = fc.record({
  seconds: fc.array(fc.bigInt({ min: 100n, max: 5_000n }), { minLength: 31, maxLength: 31 }),
  others: fc.array(fc.bigInt({ min: 1n, max: 5_000n }), { minLength: 31, maxLength: 31 }),
  tiers: fc.shuffledSubarray(names, { minLength: 3, maxLength: 3 }),
  first: fc.integer({ min: 1, max: 31 }),
  length: fc.integer({ min: 1, max: 31 }),
});

describe("a price that explains a bill", () => {
  it("is the tier that was billed, on the days on which it was billed, for the clips that it was billed for", () => {
    fc.assert(
      fc.property(month, ({ seconds, others, tiers, first, length }) => {
        const [metered = "720p", wrong = "1080p", other = "4k"] = tiers;
        const end = Math.min(first + length, 32);
        const at = (tier: Tier) => parseNano(TIERS[tier]);
        const used = seconds.flatMap((amount, index): Used[] => {
          const date = index + 1;
          const isWrong = date >= first && date < end;
          return [
            { date, tier: metered, seconds: amount, billedAt: at(isWrong ? wrong : metered) },
            { date, tier: other, seconds: others[index] ?? 1n, billedAt: at(other) },
          ];
        });
        const { totals, proposals, unexplained } = explain(billed(used), parted(used));
        expect(unexplained).toEqual([]);
        expect(proposals).toMatchObject([
          {
            model: "sora-2",
            conditions: { resolution: metered },
            unit: "second",
            amount: at(wrong),
            before: at(metered),
            first: march(first),
            end: end > 31 ? null : march(end),
            explains: totals.remainder,
            leftOver: 0n,
            tierOf: wrong,
          },
        ]);
        expect(proposals[0]?.cells.length).toBe(end - first);
      }),
      { numRuns: 60 },
    );
  });

  it("is one for each tier that was wrong, where two were on days of their own", () => {
    fc.assert(
      fc.property(month, ({ seconds, others, first }) => {
        const middle = Math.max(3, Math.min(first, 28));
        const used = seconds.flatMap((amount, index): Used[] => {
          const date = index + 1;
          const [low, high] = date < middle ? (["0.30", "0.50"] as const) : ["0.10", "0.05"];
          return [
            { date, tier: "720p", seconds: amount, billedAt: parseNano(low) },
            {
              date,
              tier: "4k",
              seconds: others[index] ?? 1n,
              billedAt: parseNano(date === middle ? "0.50" : high),
            },
          ];
        });
        const { totals, proposals, unexplained } = explain(billed(used), parted(used));
        expect(unexplained).toEqual([]);
        const sum = proposals.reduce((all, each) => all + each.explains, 0n);
        expect(sum).toBe(totals.remainder);
        const shown = proposals.map(({ conditions, amount, first, end }) => [
          conditions["resolution"],
          amount,
          first,
          end,
        ]);
        expect(shown).toEqual([
          ["720p", parseNano("0.30"), march(1), march(middle)],
          ["4k", parseNano("0.05"), march(middle + 1), null],
        ]);
      }),
      { numRuns: 40 },
    );
  });

  it("is given anew where a later version of the workspace would go before it", () => {
    const own = { own: true, conditions: { resolution: "720p" } };
    const later = version("later", "0.12", { ...own, validFromMs: Date.parse("2026-03-10") });
    const early = version("early", "0.10", own);
    const versions = [...book.versions, early, later];
    const metered = (date: number) => (date < 10 ? early : later);
    const parts = [8, 9, 10, 11].map((date) =>
      meteredPart({
        day: march(date),
        seconds: 100n,
        perSecond: metered(date).amount,
        priceId: metered(date).id,
        dimensions: { resolution: "720p" },
      }),
    );
    const lines = billed(
      [8, 9, 10, 11].map((date) => ({
        date,
        tier: "720p",
        seconds: 100n,
        billedAt: parseNano("0.30"),
      })),
    );
    const { proposals } = explainBill(
      compareBill(lines, parts, question),
      priceBook(versions, null),
      question,
    );
    expect(proposals).toMatchObject([
      { first: march(8), end: march(10), before: parseNano("0.10"), explains: parseNano("40") },
      { first: march(10), end: null, before: parseNano("0.12"), explains: parseNano("36") },
    ]);
    expect(proposals.map(({ tierOf }) => tierOf)).toEqual(["1080p", "1080p"]);
  });

  it("has a condition more where a plain price of the workspace would take over the list's special ones", () => {
    const base = version("base", "0.10", { conditions: {} });
    const versions = [base, version("1080p", "0.30"), version("4k", "0.50")];
    const days = [4, 5, 6];
    const clips = (date: number, resolution: string, priceId: string, perSecond: string) =>
      meteredPart({
        day: march(date),
        seconds: 100n,
        perSecond: parseNano(perSecond),
        priceId,
        dimensions: { resolution },
      });
    const parts = days.flatMap((date) => [
      clips(date, "720p", "base", "0.10"),
      clips(date, "1080p", "1080p", "0.30"),
    ]);
    const lines = days.map((date) => ({
      model: "sora-2",
      days: { first: march(date), end: march(date + 1) },
      amount: parseNano("80"),
      units: null,
    }));
    const expected = [
      { conditions: { resolution: "720p" }, amount: parseNano("0.50"), tierOf: "4k" },
    ];
    const explained = (cells: readonly BillCell[]) =>
      explainBill(cells, priceBook(versions, null), question).proposals;
    expect(explained(compareBill(lines, parts, question))).toMatchObject(expected);
    // Also where none of them was made yet: the price holds on.
    const alone = parts.filter(({ facts }) => facts.priceId === "base");
    const less = lines.map((line) => ({ ...line, amount: parseNano("50") }));
    expect(explained(compareBill(less, alone, question))).toMatchObject(expected);
  });

  it("is what each unit was billed at, to the nano, where no tier says so", () => {
    const price = fc.bigInt({ min: 600_000_000n, max: 900_000_000n });
    fc.assert(
      fc.property(month, price, ({ seconds, tiers }, price) => {
        const [tier = "720p"] = tiers;
        const used = seconds.map((amount, index) => ({
          date: index + 1,
          tier,
          seconds: amount,
          billedAt: price,
        }));
        const { totals, proposals } = explain(billed(used), parted(used));
        expect(proposals).toMatchObject([
          { amount: price, first: march(1), end: null, leftOver: 0n, tierOf: null },
        ]);
        expect(proposals[0]?.explains).toBe(totals.remainder);
      }),
      { numRuns: 40 },
    );
  });

  it("is none for noise", () => {
    // Ratios that are all well apart from each other and from every tier.
    const noise = fc.shuffledSubarray(
      Array.from({ length: 31 }, (_, index) => parseNano(`0.6${String(10 + index)}`)),
      { minLength: 31, maxLength: 31 },
    );
    fc.assert(
      fc.property(month, noise, ({ seconds, tiers }, noise) => {
        const [tier = "720p"] = tiers;
        const used = seconds.map((amount, index) => ({
          date: index + 1,
          tier,
          seconds: amount,
          billedAt: noise[index] ?? 0n,
        }));
        const { proposals, unexplained, totals } = explain(billed(used), parted(used));
        expect(proposals).toEqual([]);
        expect(unexplained).toMatchObject([
          { model: "sora-2", reason: "no_constant_price", cells: 31, amount: totals.remainder },
        ]);
      }),
      { numRuns: 40 },
    );
  });

  it("is none for an amount that stands alone and is no tier's, nor where the bill counts other units", () => {
    const used: Used = { date: 3, tier: "720p", seconds: 1000n, billedAt: parseNano("0.6") };
    const [line] = billed([used]);
    const alone = explain(line === undefined ? [] : [line], parted([used]));
    expect(alone.proposals).toEqual([]);
    expect(alone.unexplained).toMatchObject([
      { reason: "one_amount", billedPerUnit: parseNano("0.6") },
    ]);
    // As constant as a price would be, on days in a row.
    const counted = [3, 4, 5].map((date) => ({ ...used, date, billedAt: parseNano("0.12") }));
    const more = billed(counted).map((each) => ({
      ...each,
      units: { unit: "second" as const, amount: 1200n * NANO_PER_UNIT },
    }));
    const unlike = explain(more, parted(counted));
    expect(unlike.proposals).toEqual([]);
    expect(unlike.unexplained).toMatchObject([{ reason: "units_differ", cells: 3 }]);
  });

  it("is the price that a bill names with its units, even for one amount", () => {
    const used: Used = { date: 3, tier: "720p", seconds: 1000n, billedAt: parseNano("0.6") };
    const named = billed([used]).map((each) => ({
      ...each,
      units: { unit: "second" as const, amount: 1000n * NANO_PER_UNIT },
    }));
    expect(explain(named, parted([used])).proposals).toMatchObject([
      { amount: parseNano("0.6"), end: null },
    ]);
  });

  it("prices what had no price", () => {
    const parts = [3, 4, 5].map((date) =>
      meteredPart({
        day: march(date),
        seconds: 100n,
        isUnpriced: true,
        dimensions: { resolution: "8k" },
      }),
    );
    const lines = billed(
      [3, 4, 5].map((date) => ({
        date,
        tier: "4k",
        seconds: 100n,
        billedAt: parseNano("0.75"),
      })),
    );
    expect(explain(lines, parts).proposals).toMatchObject([
      { amount: parseNano("0.75"), unit: "second", before: null, explains: parseNano("225") },
    ]);
  });
});
