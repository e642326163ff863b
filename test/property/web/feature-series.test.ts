import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import type { ClipCostsAnswer } from "../../../api/contract/clip-costs.ts";
import { COST_EDGES, costBins } from "../../../domain/economics/cost-bins.ts";
import { GENERATION_STATES } from "../../../domain/generation.ts";
import { formatNano, parseNano } from "../../../domain/money.ts";
import { concentrationCurve, tellingPoint } from "../../../web/series/concentration-curve.ts";
import { costHistogram } from "../../../web/series/cost-histogram.ts";
import { OUTCOME_GROUPS, outcomeShares } from "../../../web/series/outcome-shares.ts";
import { measuresOf } from "../../support/web-measures.ts";

const context = {
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-12-01T00:00:00.000Z",
  timezone: "UTC",
  currency: "USD",
  as_of: "2026-12-01T00:00:00.000Z",
  other_currencies: [],
};

/** Costs of single clips, as the API would answer about them. */
const clipCosts = fc
  .array(fc.bigInt({ min: 100n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 })
  .map((costs): ClipCostsAnswer => {
    const sorted = costs.toSorted((a, b) => (a < b ? -1 : 1));
    const at = (part: number) =>
      formatNano(sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0n);
    const counted = costs.map((cost) => ({
      bin: COST_EDGES.findLastIndex((edge) => edge <= cost),
      clips: 1,
      spend: cost,
    }));
    return {
      ...context,
      clips: costs.length,
      spend: formatNano(costs.reduce((sum, cost) => sum + cost, 0n)),
      free: 0,
      lowest: at(0),
      highest: at(1),
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      bins: costBins(counted).map((bin) => ({
        ...bin,
        from: formatNano(bin.from),
        to: formatNano(bin.to),
        spend: formatNano(bin.spend),
      })),
    };
  });

describe("what clips cost", () => {
  it("keeps every clip and its money, and puts each mark into its own bin", () => {
    fc.assert(
      fc.property(clipCosts, fc.bigInt({ min: 1n, max: 10n ** 13n }), (answer, price) => {
        const histogram = costHistogram(answer, formatNano(price));
        const bars = histogram?.bars ?? [];
        expect(bars.reduce((sum, { clips }) => sum + clips, 0)).toBe(answer.clips);
        const spend = bars.reduce((sum, bar) => sum + parseNano(bar.spend), 0n);
        expect(formatNano(spend)).toBe(answer.spend);
        for (const { amount, at, beyond } of histogram?.marks ?? []) {
          const own = bars.findIndex(
            ({ from, to }) =>
              parseNano(amount) >= parseNano(from) && parseNano(amount) < parseNano(to),
          );
          expect(own >= 0).toBe(beyond === null);
          if (beyond === null) {
            expect(at * bars.length).toBeGreaterThan(own - 1e-6);
            expect(at * bars.length).toBeLessThan(own + 1 + 1e-6);
          } else expect(at).toBe(beyond === "left" ? 0 : 1);
        }
        expect(histogram?.marks.map(({ name }) => name)).toContain("earned");
      }),
    );
  });

  it("says of no clip that it costs more than one earns unless all of its bin do", () => {
    fc.assert(
      fc.property(clipCosts, fc.bigInt({ min: 1n, max: 10n ** 13n }), (answer, price) => {
        const histogram = costHistogram(answer, formatNano(price));
        const losing = (histogram?.bars ?? []).filter(({ atLoss }) => atLoss);
        for (const { from } of losing) expect(parseNano(from)).toBeGreaterThan(price);
        const clips = losing.reduce((sum, bar) => sum + bar.clips, 0);
        expect(histogram?.atLoss).toBeCloseTo(clips / answer.clips, 9);
      }),
    );
  });

  it("knows no loss where revenue is unknown, and has no place for a revenue of 0", () => {
    fc.assert(
      fc.property(clipCosts, (answer) => {
        expect(costHistogram(answer, null)?.atLoss).toBeNull();
        const free = costHistogram(answer, "0.000000000");
        expect(free?.atLoss).toBe(1);
        expect(free?.marks.map(({ name }) => name)).toEqual(["p50", "p90", "p99"]);
      }),
    );
  });
});

const row = fc
  .record({
    model: fc.constantFrom("sora-2", "veo-3", "gen-4"),
    status: fc.constantFrom(...GENERATION_STATES),
    generations: fc.integer({ min: 1, max: 500 }),
    left: fc.integer({ min: 0, max: 500 }),
  })
  .map(({ model, status, generations, left }): BreakdownRow => ({
    ...measuresOf({ generations }),
    delivered: status === "succeeded" ? Math.max(0, generations - left) : 0,
    values: { model, status },
    previous: null,
  }));

describe("what became of the clips", () => {
  it("counts each clip of a model once", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ({ values }) => JSON.stringify(values), maxLength: 20 }),
        (rows) => {
          const models = outcomeShares(rows);
          const all = rows.reduce((sum, { generations }) => sum + generations, 0);
          expect(models.reduce((sum, { clips }) => sum + clips, 0)).toBe(all);
          for (const { clips, counts } of models) {
            expect(OUTCOME_GROUPS.reduce((sum, group) => sum + counts[group], 0)).toBe(clips);
          }
          const sizes = models.map(({ clips }) => clips);
          expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
        },
      ),
    );
  });
});

describe("how spend gathers on few users", () => {
  it("never falls, ends with everyone, and is unknown where nobody spent", () => {
    const sorted = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 50 })
      .map((spends) => spends.toSorted((a, b) => (a < b ? 1 : -1)));
    fc.assert(
      fc.property(sorted, (spends) => {
        const all = spends.reduce((sum, spend) => sum + spend, 0n);
        const points = concentrationCurve({
          ...context,
          users: spends.length,
          spend: formatNano(all),
          unnamed_spend: "0.000000000",
          points: [1, 10, 50, 100].map((share) => {
            const users = Math.ceil((spends.length * share) / 100);
            const spent = spends.slice(0, users).reduce((sum, spend) => sum + spend, 0n);
            return { share, users, spend: formatNano(spent) };
          }),
        });
        const shares = points.map(({ share }) => share);
        if (all === 0n) expect(shares.every((share) => share === null)).toBe(true);
        else {
          expect(shares).toEqual(shares.toSorted((a, b) => Number(a) - Number(b)));
          expect(shares.at(-1)).toBe(1);
        }
        expect(tellingPoint(points)?.users).toBe(0.01);
      }),
    );
  });
});
