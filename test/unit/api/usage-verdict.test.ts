import { describe, expect, it } from "vitest";
import { NONE } from "../../../domain/attribution-fields.ts";
import { parseNano } from "../../../domain/money.ts";
import { CLOSED_REASONS, type GateAnswer } from "../../../domain/quota/gate.ts";
import type { QuotaRule } from "../../../domain/quota/rule.ts";
import type { CountedRule } from "../../../api/quotas/counted-rules.ts";
import type { UsageParty } from "../../../api/quotas/usage-party.ts";
import { usageState } from "../../../api/quotas/usage-state.ts";
import { usageVerdict } from "../../../api/quotas/usage-verdict.ts";

const PARTY: UsageParty = {
  attribution: {
    user: "u_1",
    feature: "remix",
    region: "de",
    platform: "web",
    plan: "free",
    customer: NONE,
    surface: NONE,
    tags: {},
  },
  keyId: "",
  keyNamed: false,
};
const END_MS = Date.parse("2026-11-23T00:00:00Z");
const UNGATED: GateAnswer = { kind: "ungated" };

function counted(change: Partial<QuotaRule> = {}, bounds: Partial<CountedRule> = {}): CountedRule {
  return {
    rule: {
      id: "r",
      name: "r",
      subject: { each: ["user"], fixed: {} },
      metric: "generations",
      window: { kind: "calendar", unit: "day", tz: "UTC" },
      limit: parseNano("30"),
      mode: "block",
      ...change,
    },
    family: "f",
    subject: "user=u_1",
    bounds: { startMs: 0, endMs: END_MS },
    rollingSeconds: null,
    perUser: true,
    grantable: true,
    subjectText: "user u_1",
    ...bounds,
  };
}

function state(rule: CountedRule, used: string, held = "0", granted = "0") {
  const metric = rule.rule.metric;
  return usageState(rule, { used, held, oldestMs: null }, new Map([[metric, parseNano(granted)]]));
}

function verdict(states: ReturnType<typeof state>[], gate: GateAnswer = UNGATED) {
  return usageVerdict(PARTY, { block: null, gate, states, currency: "EUR" });
}

describe("the verdict on one more clip", () => {
  it("says what is left, or what is used and when it resets", () => {
    expect(verdict([state(counted(), "20", "7")])).toEqual({
      allowed: true,
      because: "Yes: 3 of 30 generations a day are left.",
    });
    expect(verdict([state(counted(), "30")])).toEqual({
      allowed: false,
      because: "No: 30 of 30 generations a day are used. Resets 2026-11-23T00:00:00Z.",
    });
  });

  it("wants a whole clip where clips are counted, and anything at all elsewhere", () => {
    expect(verdict([state(counted(), "29.5")]).allowed).toBe(false);
    expect(verdict([state(counted({ metric: "in_flight" }), "0", "29.5")]).allowed).toBe(false);
    const cost = counted({ metric: "cost" });
    expect(verdict([state(cost, "29.999999999")])).toEqual({
      allowed: true,
      because: "Yes: 0.000000001 of 30 EUR a day are left.",
    });
    expect(verdict([state(cost, "31")]).because).toBe(
      "No: 31 of 30 EUR a day are used. Resets 2026-11-23T00:00:00Z.",
    );
  });

  it("adds grants to what the window has left", () => {
    expect(verdict([state(counted(), "29.5", "0", "0.5")])).toEqual({
      allowed: true,
      because: "Yes: 0.5 of 30 generations a day are left, and grants add 0.5 generations.",
    });
    expect(verdict([state(counted({}, { grantable: false }), "30", "0", "9")]).allowed).toBe(false);
  });

  it("is spoken by the rule that frees last, or the one with the smallest part left", () => {
    const never = counted(
      { window: { kind: "lifetime" } },
      { bounds: { startMs: 0, endMs: null } },
    );
    expect(verdict([state(counted(), "30"), state(never, "30")]).because).toBe(
      "No: 30 of 30 generations in all are used.",
    );
    const small = counted({ limit: parseNano("4") });
    expect(verdict([state(counted(), "27"), state(small, "1")]).because).toBe(
      "Yes: 3 of 30 generations a day are left.",
    );
    expect(verdict([state(counted(), "3"), state(small, "3")]).because).toBe(
      "Yes: 1 of 4 generations a day are left.",
    );
  });

  it("heeds no rule that only watches", () => {
    const watching = [
      state(counted({ mode: "warn" }), "99"),
      state(counted({ mode: "shadow" }), "99"),
    ];
    expect(verdict(watching)).toEqual({ allowed: true, because: "Yes: no rule limits this." });
  });

  it("names who shares a limit that is not the user's own", () => {
    const shared = counted({}, { perUser: false, grantable: false, subjectText: "feature remix" });
    expect(verdict([state(shared, "1")]).because).toBe(
      "Yes: 29 of 30 generations a day for feature remix are left.",
    );
  });

  it("gives the gate's reason before any rule, and the block's before the gate's", () => {
    const because = (reason: (typeof CLOSED_REASONS)[number]) =>
      verdict([state(counted(), "30")], { kind: "closed", feature: "remix", because: reason })
        .because;
    expect(CLOSED_REASONS.map(because)).toEqual([
      "No: remix is paused.",
      "No: remix is not open at this time.",
      "No: remix is not open in region de.",
      "No: remix is not open on platform web.",
      "No: remix is not open to plan free.",
      "No: remix is not open to this user yet.",
    ]);
    const blocked = (untilMs: number | null) =>
      usageVerdict(PARTY, {
        block: { reason: "Chargeback.", untilMs },
        gate: { kind: "closed", feature: "remix", because: "paused" },
        states: [],
        currency: "EUR",
      }).because;
    expect(blocked(null)).toBe("No: u_1 is blocked: Chargeback.");
    expect(blocked(END_MS)).toBe("No: u_1 is blocked: Chargeback. Until 2026-11-23T00:00:00Z.");
  });
});
