import { describe, expect, it } from "vitest";
import { parseNano } from "../../../domain/money.ts";
import { CLOSED_REASONS } from "../../../domain/quota/gate.ts";
import { planHolds, type PlannedHold } from "../../../domain/quota/plan-holds.ts";
import type { QuotaRule } from "../../../domain/quota/rule.ts";
import { zoneCache } from "../../../domain/quota/window.ts";
import {
  blockedDenial,
  closedDenial,
  quotaDenial,
  unknownAmountDenial,
} from "../../../ingest/proxy/quota-denial.ts";
import type { AdmissionResult, NewJob } from "../../../ingest/job-book.ts";
import { openGate, quotaParty, quotaRule } from "../../support/quota-rule.ts";

const NOON = Date.UTC(2026, 10, 22, 12);
const MIDNIGHT = Date.UTC(2026, 10, 23);
const zone = zoneCache();

type Refused = Extract<AdmissionResult, { kind: "refused" }>;

const job: NewJob = {
  ...quotaParty({ user: "u_42", customer: "acme", feature: "remix", plan: "free" }),
  generationId: "0199d2c0-0000-7000-8000-000000000000",
  createdAtMs: NOON,
  workspaceId: "ws_1",
  upstreamId: "up_1",
  upstream: "openai",
  provider: "openai",
  operation: "create",
  sourceProviderJobId: null,
  downloadsPass: true,
  model: "sora-2",
  resolution: "1280x720",
  requestedSeconds: parseNano("8"),
  audio: true,
  dimensions: {},
  promptHash: "",
  prompt: null,
  estimate: { basis: "estimate", amount: parseNano("0.8"), currency: "USD", calculation: null },
};

/** The hold that a rule takes of this job. */
function holdOf(rule: QuotaRule, budget: bigint | null = null): PlannedHold {
  const gate = budget === null ? null : openGate({ dailyBudget: budget });
  const plan = planHolds(budget === null ? [rule] : [], job, {
    reportingCurrency: "USD",
    zone,
    gate,
  });
  const [hold] = plan.kind === "holds" ? plan.holds : [];
  if (hold === undefined) throw new Error("no hold");
  return hold;
}

function refusalBy(rule: QuotaRule, change: Partial<Refused> = {}) {
  const hold = holdOf(rule);
  return quotaDenial(
    {
      kind: "refused",
      hold,
      used: parseNano("9"),
      held: parseNano("1"),
      limit: rule.limit,
      amount: parseNano("1"),
      freesAtMs: hold.windowEndMs,
      ...change,
    },
    NOON,
    "USD",
  );
}

describe("a create over its limit", () => {
  it("is told whose limit it is, how much is taken and when it resets, in the sentence and apart", () => {
    expect(refusalBy(quotaRule({ id: "r1", name: "Free users" }))).toEqual({
      status: 429,
      type: "quota_exceeded",
      code: "user_quota_exceeded",
      message:
        "Daily limit for user u_42 reached: 10 of 10 generations. Resets 2026-11-23T00:00:00Z.",
      finalForSdk: true,
      retryAfterSeconds: 43_200,
      detail: {
        rule: "r1",
        rule_name: "Free users",
        metric: "generations",
        limit: "10",
        used: "9",
        held: "1",
        resets_at: "2026-11-23T00:00:00Z",
      },
    });
  });

  it("is told what it needs when some is left, but not enough", () => {
    const rule = quotaRule({ metric: "video_seconds", limit: "30.5" });
    const denial = refusalBy(rule, {
      used: parseNano("20"),
      held: parseNano("4"),
      amount: parseNano("8"),
    });
    expect(denial.status).toBe(429);
    expect(denial.message).toBe(
      "Daily limit for user u_42 would be exceeded: 24 of 30.5 seconds of video are taken and this needs 8. Resets 2026-11-23T00:00:00Z.",
    );
  });

  it("is 402 when the limit is money, in its currency", () => {
    const denial = refusalBy(quotaRule({ metric: "cost", limit: "10" }));
    expect(denial).toMatchObject({ status: 402, code: "user_quota_exceeded" });
    expect(denial.message).toMatch(/^Daily limit for user u_42 reached: 10 of 10 USD\./);
  });

  it("is asked to come back shortly for running jobs, and never for a lifetime", () => {
    const running = refusalBy(quotaRule({ metric: "in_flight" }), { freesAtMs: null });
    expect(running).toMatchObject({
      status: 429,
      retryAfterSeconds: 10,
      detail: { resets_at: null },
    });
    expect(running.message).toBe(
      "Limit of running jobs for user u_42 reached: 10 of 10 running jobs.",
    );
    const ever = refusalBy(quotaRule({ window: { kind: "lifetime" } }));
    expect(ever.retryAfterSeconds).toBeUndefined();
    expect(ever.message).toBe("Lifetime limit for user u_42 reached: 10 of 10 generations.");
  });

  it("is asked to come back after whole seconds, at least one, when a rolling window frees something", () => {
    const rolling = quotaRule({ window: { kind: "rolling", seconds: 7_200 } });
    const soon = refusalBy(rolling, { freesAtMs: NOON + 1_001 });
    expect(soon).toMatchObject({
      retryAfterSeconds: 2,
      detail: { resets_at: "2026-11-22T12:00:01.001Z" },
    });
    expect(soon.message).toMatch(/^2-hour limit for user u_42 reached/);
    expect(refusalBy(rolling, { freesAtMs: NOON - 5 }).retryAfterSeconds).toBe(1);
    const minutes = quotaRule({ window: { kind: "rolling", seconds: 90 * 60 } });
    expect(refusalBy(minutes, { freesAtMs: MIDNIGHT }).message).toMatch(/^90-minute limit/);
  });

  it.each([
    [{ each: "user" }, "user_quota_exceeded", "user u_42"],
    [{ each: ["feature", "user"] }, "user_quota_exceeded", "feature remix, user u_42"],
    [{ user: "u_42" }, "user_quota_exceeded", "user u_42"],
    [{ customer: "acme" }, "customer_quota_exceeded", "customer acme"],
    [{ each: "key" }, "key_quota_exceeded", "key key_1"],
    [{ plan: "free" }, "group_quota_exceeded", "plan free"],
    [{}, "workspace_quota_exceeded", "all together"],
  ])("under %j has the code %s and speaks of %s", (subject, code, whose) => {
    const denial = refusalBy(quotaRule({ subject }));
    expect(denial.code).toBe(code);
    expect(denial.message).toContain(`limit for ${whose} reached`);
  });

  it("names each window", () => {
    const texts = (["hour", "day", "week", "month"] as const).map(
      (unit) => refusalBy(quotaRule({ window: { kind: "calendar", unit, tz: "UTC" } })).message,
    );
    expect(texts.map((text) => text.split(" ")[0])).toEqual([
      "Hourly",
      "Daily",
      "Weekly",
      "Monthly",
    ]);
  });

  it("is told of the roll-out's budget by its own code", () => {
    const denial = quotaDenial(
      {
        kind: "refused",
        hold: holdOf(quotaRule(), parseNano("50")),
        used: parseNano("49.5"),
        held: 0n,
        limit: parseNano("50"),
        amount: parseNano("0.8"),
        freesAtMs: MIDNIGHT,
      },
      NOON,
      "USD",
    );
    expect(denial).toMatchObject({ status: 402, code: "rollout_budget_exceeded" });
    expect(denial.message).toMatch(
      /^Daily budget of the roll-out \(.+\) would be exceeded: 49.5 of 50 USD/,
    );
  });
});

describe("a create that nobody can count", () => {
  const rule = { ruleId: "r1", name: "Spend", limit: 1n };
  it.each([
    ["no_price", 402, "unpriced_model", "model", "cost"],
    ["currency", 402, "unpriced_model", "model", "cost"],
    ["no_duration", 429, "unknown_duration", "seconds", "video_seconds"],
  ] as const)(
    "is refused for %s with status %i and code %s",
    (reason, status, code, param, metric) => {
      const denial = unknownAmountDenial(job, { kind: "unknown_amount", rule, reason }, "USD");
      expect(denial).toMatchObject({
        status,
        code,
        param,
        finalForSdk: true,
        type: "quota_exceeded",
      });
      expect(denial.detail).toEqual({ rule: "r1", rule_name: "Spend", metric });
      expect(denial.message).toContain("'Spend'");
    },
  );
});

describe("a create that may not be made at all", () => {
  it.each(CLOSED_REASONS)("is 403 when the feature's roll-out is closed: %s", (because) => {
    const denial = closedDenial({ kind: "closed", feature: "remix", because });
    expect(denial).toMatchObject({
      status: 403,
      type: "permission_error",
      code: "feature_not_open",
      finalForSdk: true,
      detail: { feature: "remix", because },
    });
    expect(denial.message).toMatch(/^The feature 'remix' is /);
  });

  it("is 403 when its user is blocked, with the end and without the operator's note", () => {
    const block = { kind: "blocked", user: "u_42" } as const;
    const forever = blockedDenial({ ...block, untilMs: null });
    expect(forever).toMatchObject({ status: 403, code: "user_blocked", finalForSdk: true });
    expect(forever.message).toBe("User u_42 may not create videos. Ask support.");
    expect(blockedDenial({ ...block, untilMs: MIDNIGHT }).message).toBe(
      "User u_42 may not create videos until 2026-11-23T00:00:00.000Z. Ask support.",
    );
  });
});
