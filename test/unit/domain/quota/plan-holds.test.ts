import { describe, expect, it } from "vitest";
import type { Cost } from "../../../../domain/generation.ts";
import { parseNano } from "../../../../domain/money.ts";
import type { Gate } from "../../../../domain/quota/gate.ts";
import { byLockOrder, planHolds, type QuotaJob } from "../../../../domain/quota/plan-holds.ts";
import type { QuotaRule } from "../../../../domain/quota/rule.ts";
import { zoneCache } from "../../../../domain/quota/window.ts";
import { openGate, quotaParty, quotaRule } from "../../../support/quota-rule.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const zone = zoneCache();

const priced = (amount: string, currency = "USD"): Cost => ({
  basis: "estimate",
  amount: parseNano(amount),
  currency,
  calculation: null,
});

const job = (change: Partial<QuotaJob> = {}): QuotaJob => ({
  ...quotaParty({ feature: "remix", plan: "free" }),
  createdAtMs: NOON,
  requestedSeconds: parseNano("8"),
  estimate: priced("0.80"),
  ...change,
});

const plan = (rules: readonly QuotaRule[], of = job(), gate: Gate | null = null) =>
  planHolds(rules, of, { reportingCurrency: "USD", zone, gate });

function holdsOf(rules: readonly QuotaRule[], of = job(), gate: Gate | null = null) {
  const planned = plan(rules, of, gate);
  if (planned.kind !== "holds") throw new Error(`${planned.kind}: ${planned.reason}`);
  return planned.holds;
}

describe("what a create sets aside", () => {
  it("is nothing where no rule applies", () => {
    expect(holdsOf([])).toEqual([]);
    expect(holdsOf([quotaRule({ subject: { user: "u_2" } })])).toEqual([]);
  });

  it("is its part of each metric: one, its length, its price; of GPU time what the books know", () => {
    const rules = (
      ["generations", "video_seconds", "cost", "gpu_seconds", "in_flight"] as const
    ).map((metric) => quotaRule({ id: metric, metric }));
    expect(
      Object.fromEntries(holdsOf(rules).map(({ metric, amount }) => [metric, amount])),
    ).toEqual({
      generations: parseNano("1"),
      video_seconds: parseNano("8"),
      cost: parseNano("0.8"),
      gpu_seconds: null,
      in_flight: parseNano("1"),
    });
  });

  it("counts in the window in which it was created, by the rule's own calendar", () => {
    const paris = quotaRule({ window: { kind: "calendar", unit: "day", tz: "Europe/Paris" } });
    const [hold] = holdsOf([paris], job({ createdAtMs: Date.UTC(2026, 10, 22, 23, 30) }));
    expect(hold).toMatchObject({
      family: "generations|day:Europe/Paris|user",
      subject: "user=u_1",
      windowStartMs: Date.UTC(2026, 10, 22, 23),
      windowEndMs: Date.UTC(2026, 10, 22, 23) + DAY,
    });
  });

  it("counts running jobs without a window, whatever the rule says", () => {
    const [hold] = holdsOf([quotaRule({ metric: "in_flight" })]);
    expect(hold).toMatchObject({
      family: "in_flight|now|user",
      window: { kind: "lifetime" },
      windowStartMs: 0,
      windowEndMs: null,
    });
  });

  it("is one hold for a bucket, with the rule that binds and those that look on", () => {
    const [hold, ...more] = holdsOf([
      quotaRule({ id: "warn", mode: "warn", limit: "8" }),
      quotaRule({ id: "block" }),
      quotaRule({ id: "shadow", mode: "shadow", limit: "5" }),
    ]);
    expect(more).toEqual([]);
    expect(hold?.binding).toEqual({ ruleId: "block", name: "Test limit", limit: parseNano("10") });
    expect(hold?.watching.map(({ ruleId, mode }) => [ruleId, mode])).toEqual([
      ["warn", "warn"],
      ["shadow", "shadow"],
    ]);
  });

  it("binds nothing where only watching rules look", () => {
    expect(holdsOf([quotaRule({ mode: "shadow" })])).toMatchObject([
      { binding: null, watching: [{}] },
    ]);
  });

  it("may be covered by the user's grants in the user's own windows only", () => {
    const rules = [
      quotaRule({ id: "user" }),
      quotaRule({ id: "remix", subject: { each: "user", feature: "remix" } }),
      quotaRule({ id: "one", subject: { user: "u_1" }, metric: "cost" }),
      quotaRule({ id: "all", subject: {} }),
      quotaRule({ id: "plan", subject: { plan: "free" } }),
      quotaRule({ id: "customer", subject: { each: "customer" } }),
      quotaRule({ id: "running", metric: "in_flight" }),
    ];
    const users = holdsOf(rules).map(({ binding, grantUser }) => [binding?.ruleId, grantUser]);
    expect(Object.fromEntries(users)).toEqual({
      user: "u_1",
      remix: "u_1",
      one: "u_1",
      all: null,
      plan: null,
      customer: null,
      running: null,
    });
  });

  it("is in the order in which buckets are locked, however the rules were written", () => {
    const rules = [
      quotaRule({ id: "1", subject: {} }),
      quotaRule({ id: "2" }),
      quotaRule({ id: "3", metric: "cost" }),
      quotaRule({ id: "4", subject: { each: "user", feature: "remix" } }),
      quotaRule({ id: "5", metric: "in_flight" }),
    ];
    const holds = holdsOf(rules);
    expect(holdsOf(rules.toReversed())).toEqual(holds);
    expect(holds.toReversed().toSorted(byLockOrder)).toEqual(holds);
    expect(holds.map(({ family }) => family)).toEqual([
      "cost|day:UTC|user",
      "generations|day:UTC|",
      "generations|day:UTC|feature,user",
      "generations|day:UTC|user",
      "in_flight|now|user",
    ]);
  });
});

describe("the order of locks", () => {
  it("is family, then subject, then the window's start", () => {
    const at = (family: string, subject: string, windowStartMs: number) => ({
      family,
      subject,
      windowStartMs,
    });
    const sorted = [at("a", "x", 9), at("a", "y", 1), at("a", "y", 2), at("b", "a", 0)];
    expect(sorted.toReversed().toSorted(byLockOrder)).toEqual(sorted);
    expect(byLockOrder(at("a", "x", 1), at("a", "x", 1))).toBe(0);
  });
});

describe("an amount that nobody knows", () => {
  const unpriced: Cost = { basis: "unpriced", reason: "no_price_for_model" };
  const unknowns = [
    ["cost", job({ estimate: unpriced }), "no_price"],
    ["cost", job({ estimate: priced("0.80", "EUR") }), "currency"],
    ["video_seconds", job({ requestedSeconds: null }), "no_duration"],
  ] as const;

  it.each(unknowns)("is refused by a blocking rule on %s", (metric, of, reason) => {
    expect(plan([quotaRule({ metric })], of)).toEqual({
      kind: "unknown_amount",
      rule: { ruleId: "r1", name: "Test limit", limit: parseNano("10") },
      reason,
    });
  });

  it.each(unknowns)("is left out by a watching rule on %s", (metric, of) => {
    const watching = [
      quotaRule({ id: "w", metric, mode: "warn" }),
      quotaRule({ id: "s", metric, mode: "shadow" }),
    ];
    expect(holdsOf([...watching, quotaRule()], of).map((hold) => hold.metric)).toEqual([
      "generations",
    ]);
  });

  it("stops nothing under rules that count something else", () => {
    const of = job({ estimate: unpriced, requestedSeconds: null });
    const rules = (["generations", "gpu_seconds", "in_flight"] as const).map((metric) =>
      quotaRule({ id: metric, metric }),
    );
    expect(holdsOf(rules, of)).toHaveLength(3);
  });
});

describe("the budget of the gate that let a create in", () => {
  const gate = openGate({ dailyBudget: parseNano("50"), tz: "Europe/Paris" });

  it("is a bucket of the gate's own, for its day, that no grant covers", () => {
    const [budget, own] = holdsOf([quotaRule({ metric: "cost" })], job(), gate).toSorted((a) =>
      a.family.includes("gate:") ? -1 : 1,
    );
    expect(budget).toMatchObject({
      family: "cost|day:Europe/Paris|gate:g1",
      subject: "",
      amount: parseNano("0.8"),
      binding: { ruleId: "g1", name: "Launch: daily budget", limit: parseNano("50") },
      grantUser: null,
      windowStartMs: Date.UTC(2026, 10, 21, 23),
    });
    expect(own?.family).toBe("cost|day:UTC|user");
  });

  it("refuses what nobody can price, and is nothing when the gate has none", () => {
    const unpriced = job({ estimate: { basis: "unpriced", reason: "no_price_for_model" } });
    expect(plan([], unpriced, gate)).toMatchObject({
      kind: "unknown_amount",
      rule: { ruleId: "g1" },
    });
    expect(holdsOf([], unpriced, openGate())).toEqual([]);
  });
});
