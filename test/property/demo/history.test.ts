import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { multiplyNano, parseNano } from "../../../domain/money.ts";
import { uuidV7Ms } from "../../../domain/uuid-v7.ts";
import { generateHistory } from "../../../scripts/demo/generate-history.ts";
import { historyRow } from "../../../scripts/demo/history-rows.ts";
import { BOOKS_APART } from "../../../scripts/demo/cost-books.ts";
import {
  EVENTS,
  FREE_CLIPS_AFTER_CUT,
  HISTORY_DAYS,
  PER_USD,
} from "../../../scripts/demo/launch-plan.ts";

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

  it("earns between 0.12 % and 1.7 % of what it costs, by the one public figure and the other", () => {
    let [spend, earned] = [0, 0];
    const options = { seed: 7, generations: 60_000, endMs: END_MS };
    for (const { clips, payments } of generateHistory(options)) {
      for (const clip of clips) spend += Number(historyRow(clip, OWNER).cost);
      for (const { amount, currency } of payments)
        earned += Number(amount) / (PER_USD[currency] ?? 0);
    }
    // A subscription is a fifth of what so small a history earns: the margins are its.
    expect((earned / spend) * 100).toBeGreaterThan(0.095);
    expect((earned / spend) * 100).toBeLessThan(0.145);
    expect((earned / spend) * 100 * Number(BOOKS_APART)).toBeGreaterThan(1.42);
    expect((earned / spend) * 100 * Number(BOOKS_APART)).toBeLessThan(2.18);
  });

  it("sells a pack for every tenth clip made of one, and every API clip by its seconds", () => {
    const [packs, api] = [
      { clips: 0, sold: 0 },
      { seconds: 0, usd: 0 },
    ];
    const options = { seed: 7, generations: 60_000, endMs: END_MS };
    for (const { clips, payments } of generateHistory(options)) {
      packs.clips += clips.filter((clip) => clip.plan === "pack").length;
      packs.sold += payments.filter((payment) => payment.kind === "pack").length;
      for (const { kind, clip, amount } of payments) {
        if (kind !== "api" || clip.model !== "sora-2") continue;
        api.seconds += clip.seconds;
        api.usd += Number(amount);
      }
    }
    expect(Math.abs(packs.clips / 10 - packs.sold)).toBeLessThan(1);
    expect(api.seconds).toBeGreaterThan(0);
    expect(api.usd).toBeCloseTo(api.seconds * 0.1, 6);
  });
});
