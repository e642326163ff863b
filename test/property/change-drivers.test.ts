import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeDrivers,
  type ChangeCell,
  type ChangeParts,
} from "../../domain/economics/change-drivers.ts";
import { COST_EDGES, costBins, MAX_BINS } from "../../domain/economics/cost-bins.ts";

const cell = fc.record({
  model: fc.constantFrom("a", "b"),
  resolution: fc.constantFrom("small", "large"),
  made: fc.boolean(),
  clips: fc.bigInt({ min: 0n, max: 10n ** 7n }),
  milliseconds: fc.bigInt({ min: 0n, max: 10n ** 12n }),
  cost: fc.bigInt({ min: 0n, max: 10n ** 18n }),
});
const cells = fc
  .array(cell, { maxLength: 8 })
  .map((drawn) => [
    ...new Map(
      drawn.map((each) => [`${each.model} ${each.resolution} ${each.made}`, each]),
    ).values(),
  ]);
const total = (given: readonly ChangeCell[]) => given.reduce((sum, each) => sum + each.cost, 0n);
const sum = (parts: ChangeParts) => Object.values(parts).reduce((all, part) => all + part, 0n);

describe("drivers of a change", () => {
  it("sum to the change of spend, whatever is missing on either side", () => {
    fc.assert(
      fc.property(cells, cells, (before, now) => {
        expect(sum(changeDrivers(before, now))).toBe(total(now) - total(before));
      }),
    );
  });

  it("are volume alone when twice as much of the same is made", () => {
    fc.assert(
      fc.property(cells, (before) => {
        const now = before.map((each) => ({
          ...each,
          clips: each.clips * 2n,
          milliseconds: each.milliseconds * 2n,
          cost: each.cost * 2n,
        }));
        const known = before.filter((each) => each.clips > 0n && each.milliseconds > 0n);
        fc.pre(known.length === before.length);
        const { volume, ...others } = changeDrivers(before, now);
        expect(volume).toBe(total(before));
        for (const part of Object.values(others)) {
          expect(part >= -8n && part <= 8n).toBe(true);
        }
      }),
    );
  });

  it("are price alone when the same clips cost a tenth more", () => {
    const clip = { model: "a", resolution: "small", made: true, clips: 10n, milliseconds: 80_000n };
    expect(changeDrivers([{ ...clip, cost: 1_000n }], [{ ...clip, cost: 1_100n }])).toEqual({
      volume: 0n,
      failures: 0n,
      model_mix: 0n,
      length_resolution: 0n,
      price: 100n,
      unexplained: 0n,
    });
  });

  it("leave unexplained what could be length as well as price", () => {
    const clip = { model: "a", resolution: "small", made: true, clips: 10n, milliseconds: 0n };
    const parts = changeDrivers([{ ...clip, cost: 1_000n }], [{ ...clip, cost: 1_100n }]);
    expect([parts.price, parts.unexplained]).toEqual([0n, 100n]);
  });
});

describe("bins of costs", () => {
  it("hold every clip once, in at most forty bins that touch each other", () => {
    const counted = fc.uniqueArray(fc.nat({ max: COST_EDGES.length - 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(counted, (places) => {
        const bins = costBins(places.map((bin) => ({ bin, clips: 1, spend: 3n })));
        expect(bins.reduce((all, bin) => all + bin.clips, 0)).toBe(places.length);
        expect(bins.length).toBeLessThanOrEqual(MAX_BINS);
        for (const [index, bin] of bins.entries()) {
          expect(bin.from < bin.to).toBe(true);
          if (index > 0) expect(bins[index - 1]?.to).toBe(bin.from);
        }
      }),
    );
  });
});
