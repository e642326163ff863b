import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiplyNano, parseNano } from "../../../domain/money.ts";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import { generateHistory } from "../../../scripts/demo/generate-history.ts";
import { historyRow } from "../../../scripts/demo/history-rows.ts";
import { EVENTS, FREE_CLIPS_AFTER_CUT, HISTORY_DAYS } from "../../../scripts/demo/launch-plan.ts";

const END_MS = Date.UTC(2026, 10, 22, 13, 30);
const OWNER = {
  workspaceId: "w",
  upstream: "demo",
  keyId: "k",
  prices: { "sora-2": "p", "sora-2-pro": "q" },
};
const seed = fc.integer({ min: 0, max: 4_000_000 });
const generations = fc.integer({ min: 1, max: 3_000 });

describe("the demo's history", () => {
  it("is the same for the same seed, and has exactly as many clips as asked for", () => {
    fc.assert(
      fc.property(seed, generations, (s, count) => {
        const options = { seed: s, generations: count, endMs: END_MS };
        const [one, two] = [[...generateHistory(options)], [...generateHistory(options)]];
        expect(one).toEqual(two);
        expect(one).toHaveLength(HISTORY_DAYS);
        expect(one.flatMap((day) => day.clips)).toHaveLength(count);
      }),
      { numRuns: 10 },
    );
  });

  it("ends where it is told to, and every id tells its clip's time", () => {
    fc.assert(
      fc.property(seed, (s) => {
        for (const { clips } of generateHistory({ seed: s, generations: 2_000, endMs: END_MS })) {
          for (const clip of clips) {
            expect(clip.createdAtMs).toBeLessThan(END_MS);
            expect(uuidV7Ms(clip.id)).toBe(clip.createdAtMs);
          }
        }
      }),
      { numRuns: 5 },
    );
  });

  it("has costs that are units × price to the nano", () => {
    for (const { clips } of generateHistory({ seed: 7, generations: 2_000, endMs: END_MS })) {
      for (const clip of clips) {
        const row = historyRow(clip, OWNER);
        const product = multiplyNano(parseNano(row.units ?? ""), parseNano(row.unit_amount ?? ""));
        expect(parseNano(row.cost ?? "")).toBe(product);
      }
    }
  });

  it("keeps free users to six a day after the cut, and open to none after the end", () => {
    for (const { day, clips } of generateHistory({ seed: 7, generations: 60_000, endMs: END_MS })) {
      if (day < EVENTS.freeCut) continue;
      const free = clips.filter((clip) => clip.plan === "free");
      if (day >= EVENTS.freeEnd) expect(free).toEqual([]);
      const counts = new Map<string, number>();
      for (const { user } of free) counts.set(user, (counts.get(user) ?? 0) + 1);
      expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(FREE_CLIPS_AFTER_CUT);
    }
  });

  it("earns little of what it costs", () => {
    let spend = 0n;
    let usd = 0n;
    for (const { clips, payments } of generateHistory({
      seed: 7,
      generations: 60_000,
      endMs: END_MS,
    })) {
      for (const clip of clips) spend += parseNano(historyRow(clip, OWNER).cost ?? "");
      for (const payment of payments) {
        if (payment.currency === "USD") usd += parseNano(payment.amount);
      }
    }
    const coverage = Number((usd * 10_000n) / spend) / 100;
    expect(coverage).toBeGreaterThan(0.1);
    expect(coverage).toBeLessThan(2);
  });
});
