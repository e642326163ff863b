import { describe, expect, it } from "vitest";
import { parseNano } from "../../../domain/money.ts";
import type { PlannedHold } from "../../../domain/quota/plan-holds.ts";
import { quotaHeaders } from "../../../ingest/proxy/quota-headers.ts";
import { plannedHold } from "../../support/planned-hold.ts";

const START = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const NOON = START + DAY / 2;

const hold = (name: string, limit: string, change: Partial<PlannedHold> = {}): PlannedHold =>
  plannedHold(name, parseNano(limit), {
    binding: { ruleId: name, name, limit: parseNano(limit) },
    window: { kind: "calendar", unit: "day", tz: "UTC" },
    windowStartMs: START,
    windowEndMs: START + DAY,
    ...change,
  });
const state = (used: string, held: string) => ({ used: parseNano(used), held: parseNano(held) });

/** Headers by name. */
const headersOf = (...given: Parameters<typeof quotaHeaders>) => {
  const list = quotaHeaders(...given);
  return Object.fromEntries(
    list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1]]] : [])),
  );
};

describe("the RateLimit headers of a create", () => {
  it("name each binding rule's limit, window, what is left after it and the seconds until it resets", () => {
    expect(headersOf([hold("Free users", "30")], [state("12", "3")], [], NOON)).toEqual({
      "ratelimit-policy": '"Free users";q=30;w=86400',
      ratelimit: '"Free users";r=15;t=43200',
    });
  });

  it("list several rules in the order of their holds", () => {
    const holds = [
      hold("a", "5"),
      hold("b", "7", { window: { kind: "lifetime" }, windowEndMs: null }),
    ];
    expect(headersOf(holds, [state("1", "0"), state("0", "2")], [], NOON)).toEqual({
      "ratelimit-policy": '"a";q=5;w=86400, "b";q=7',
      ratelimit: '"a";r=4;t=43200, "b";r=5',
    });
  });

  it("give a rolling window its length and no instant at which it resets", () => {
    const rolling = hold("r", "5", {
      window: { kind: "rolling", seconds: 3_600 },
      windowStartMs: 0,
      windowEndMs: null,
    });
    expect(headersOf([rolling], [state("1", "1")], [], NOON)).toEqual({
      "ratelimit-policy": '"r";q=5;w=3600',
      ratelimit: '"r";r=3',
    });
  });

  it("tell the length of a day in which clocks change", () => {
    const short = hold("d", "5", { windowEndMs: START + 23 * 3_600_000 });
    expect(headersOf([short], [state("0", "1")], [], NOON)["ratelimit-policy"]).toBe(
      '"d";q=5;w=82800',
    );
  });

  it("round down to whole numbers, money to hundredths, never below zero and never to a reset in the past", () => {
    const money = hold("m", "2.50", { metric: "cost" });
    expect(headersOf([money], [state("0.75", "0.80")], [], NOON)).toMatchObject({
      "ratelimit-policy": '"m";q=250;qu="hundredths";w=86400',
      ratelimit: '"m";r=95;t=43200',
    });
    expect(headersOf([money], [state("9", "0")], [], START + DAY + 1)["ratelimit"]).toBe(
      '"m";r=0;t=0',
    );
    expect(headersOf([money], [state("0", "0")], [], START + DAY - 1)["ratelimit"]).toBe(
      '"m";r=250;t=1',
    );
  });

  it("say nothing of buckets that only watching rules look at, nor of what nobody counted", () => {
    const watched = hold("w", "5", {
      binding: null,
      watching: [{ ruleId: "w", name: "w", limit: 1n, mode: "shadow" }],
    });
    expect(quotaHeaders([watched], [state("1", "0")], ["w"], NOON)).toEqual([]);
    expect(quotaHeaders([hold("a", "5")], [], [], NOON)).toEqual([]);
    expect(quotaHeaders([], [], [], NOON)).toEqual([]);
  });

  it("name the warning rules that were passed, and no shadow rule", () => {
    const watching = (["warn", "warn", "shadow"] as const).map((mode, index) => ({
      ruleId: `${mode}${index}`,
      name: `${mode} ${index}`,
      limit: 1n,
      mode,
    }));
    const watched = hold("w", "5", { watching });
    const answer = headersOf([watched], [state("2", "0")], ["warn0", "shadow2"], NOON);
    expect(answer["reelmeter-quota-warning"]).toBe('"warn 0"');
  });

  it("hold a name of any characters as a string that a header can carry", () => {
    const name = 'Zoë’s "free" \\ plan\r\nx';
    expect(headersOf([hold(name, "5")], [state("0", "0")], [], NOON)["ratelimit"]).toBe(
      '"Zo??s \\"free\\" \\\\ plan??x";r=5;t=43200',
    );
  });
});
