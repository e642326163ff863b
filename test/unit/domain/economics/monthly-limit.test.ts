import { describe, expect, it } from "vitest";
import { NONE } from "../../../../domain/attribution-fields.ts";
import { monthlyLimit } from "../../../../domain/economics/monthly-limit.ts";
import type { QuotaRule, QuotaSubject, QuotaWindow } from "../../../../domain/quota/rule.ts";

const DAY: QuotaWindow = { kind: "calendar", unit: "day", tz: "UTC" };
const each = (...names: QuotaSubject["each"]): QuotaSubject => ({ each: names, fixed: {} });
const freeUser: QuotaSubject = { each: ["user"], fixed: { plan: "free" } };

function rule(limit: number, change: Partial<QuotaRule> = {}): QuotaRule {
  return {
    id: `rule-${limit}`,
    name: `${limit}`,
    subject: each("user"),
    metric: "generations",
    window: DAY,
    limit: BigInt(limit) * 1_000_000_000n,
    mode: "block",
    ...change,
  };
}

function clips(rules: readonly QuotaRule[], plan = "plus"): bigint | null {
  const nobody = { feature: NONE, user: NONE, customer: NONE, surface: NONE, region: NONE };
  const attribution = { ...nobody, platform: NONE, plan, tags: {} };
  return monthlyLimit(rules, { attribution, keyId: "" })?.clips ?? null;
}

describe("what limits let a user generate in thirty days", () => {
  it.each<[string, QuotaWindow, bigint]>([
    ["an hour", { kind: "calendar", unit: "hour", tz: "UTC" }, 7_200n],
    ["a day", DAY, 300n],
    ["a week, whole clips of it", { kind: "calendar", unit: "week", tz: "UTC" }, 42n],
    ["a month", { kind: "calendar", unit: "month", tz: "UTC" }, 10n],
    ["any two hours", { kind: "rolling", seconds: 7_200 }, 3_600n],
  ])("is ten in %s, as often as it fits", (_, window, expected) => {
    expect(clips([rule(10, { window })])).toBe(expected);
  });

  it("is the plan's own limit before everyone's", () => {
    const rules = [rule(30), rule(6, { subject: freeUser })];
    expect([clips(rules, "free"), clips(rules, "plus")]).toEqual([180n, 900n]);
  });

  it("is the least of several windows", () => {
    const month: QuotaWindow = { kind: "calendar", unit: "month", tz: "UTC" };
    expect(clips([rule(30), rule(100, { window: month })])).toBe(100n);
  });

  it("is unknown without a rule that blocks and counts each user's clips", () => {
    const others = [
      rule(1, { mode: "warn" }),
      rule(1, { metric: "cost" }),
      rule(1, { subject: each() }),
      rule(1, { window: { kind: "lifetime" } }),
    ];
    expect(clips(others)).toBeNull();
  });
});
