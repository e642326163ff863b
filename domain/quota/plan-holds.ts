import type { Cost } from "../generation.ts";
import { NANO_PER_UNIT, type Currency, type Nano } from "../money.ts";
import type { Zone } from "../time-zone.ts";
import {
  applicableRules,
  countedDimensions,
  partyValue,
  type ApplicableRule,
  type QuotaParty,
} from "./applicable-rules.ts";
import { gateBudgetRule, gateFamily, type Gate } from "./gate.ts";
import type { QuotaMetric, QuotaRule, QuotaWindow } from "./rule.ts";
import { windowAt } from "./window.ts";

/** A create, as far as quotas care. */
export interface QuotaJob extends QuotaParty {
  readonly createdAtMs: number;
  /** Nano seconds of video that were asked for; null when nobody knows. */
  readonly requestedSeconds: Nano | null;
  /** Its maximum price. */
  readonly estimate: Cost;
}

export interface PlannedLimit {
  readonly ruleId: string;
  readonly name: string;
  readonly limit: Nano;
}

/** One bucket in which a job counts, and what is set aside there. */
export interface PlannedHold {
  readonly family: string;
  readonly subject: string;
  readonly metric: QuotaMetric;
  readonly window: QuotaWindow;
  readonly windowStartMs: number;
  readonly windowEndMs: number | null;
  /** Nano of the metric's unit; null for GPU time, which the books know best (the most that was seen). */
  readonly amount: Nano | null;
  /** The rule that refuses when it does not fit; null when only warn and shadow rules look at this bucket. */
  readonly binding: PlannedLimit | null;
  readonly watching: readonly (PlannedLimit & { readonly mode: "warn" | "shadow" })[];
  /** Whose grants may cover what the window can't; null where the bucket is not one user's. */
  readonly grantUser: string | null;
}

export type HoldPlan =
  | { readonly kind: "holds"; readonly holds: readonly PlannedHold[] }
  /** A binding rule's amount is unknown: what can't be held is refused. */
  | {
      readonly kind: "unknown_amount";
      readonly rule: PlannedLimit;
      readonly reason: UnknownAmount;
    };

/** Nothing prices the job; its price is not in the reporting currency; nothing says how long the video will be. */
export type UnknownAmount = "no_price" | "currency" | "no_duration";

/**
 * What a job must set aside under the rules, in the fixed order in which buckets are locked. A metric that nobody can
 * know for this job is refused by a blocking rule and left out by a watching one.
 */
export function planHolds(
  rules: readonly QuotaRule[],
  job: QuotaJob,
  options: {
    readonly reportingCurrency: Currency;
    readonly zone: (name: string) => Zone;
    /** The gate that let the job in; its daily budget counts by itself. */
    readonly gate: Gate | null;
  },
): HoldPlan {
  const buckets = new Map<string, PlannedHold>();
  for (const applicable of [...applicableRules(rules, job), ...gateBudget(options.gate)]) {
    const { rule } = applicable;
    const amount = amountOf(rule.metric, job, options.reportingCurrency);
    if (amount.kind === "unknown") {
      if (rule.mode !== "block") continue;
      return { kind: "unknown_amount", rule: limitOf(rule), reason: amount.reason };
    }
    const key = `${applicable.family}\n${applicable.subject}`;
    const known = buckets.get(key) ?? emptyHold(applicable, job, amount.amount, options.zone);
    buckets.set(key, withRule(known, rule));
  }
  return { kind: "holds", holds: [...buckets.values()].toSorted(byLockOrder) };
}

function emptyHold(
  { rule, family, subject }: ApplicableRule,
  job: QuotaJob,
  amount: Nano | null,
  zone: (name: string) => Zone,
): PlannedHold {
  const window: QuotaWindow = rule.metric === "in_flight" ? { kind: "lifetime" } : rule.window;
  const bounds = windowAt(window, job.createdAtMs, zone);
  const perUser = countedDimensions(rule).includes("user") && rule.metric !== "in_flight";
  return {
    family,
    subject,
    metric: rule.metric,
    window,
    windowStartMs: bounds.startMs,
    windowEndMs: bounds.endMs,
    amount,
    binding: null,
    watching: [],
    grantUser: perUser ? partyValue(job, "user") : null,
  };
}

function gateBudget(gate: Gate | null): ApplicableRule[] {
  const rule = gate === null ? null : gateBudgetRule(gate);
  return gate === null || rule === null ? [] : [{ rule, family: gateFamily(gate), subject: "" }];
}

function limitOf(rule: QuotaRule): PlannedLimit {
  return { ruleId: rule.id, name: rule.name, limit: rule.limit };
}

function withRule(hold: PlannedHold, rule: QuotaRule): PlannedHold {
  const limit = limitOf(rule);
  return rule.mode === "block"
    ? { ...hold, binding: limit }
    : { ...hold, watching: [...hold.watching, { ...limit, mode: rule.mode }] };
}

type AmountResult =
  | { readonly kind: "known"; readonly amount: Nano | null }
  | { readonly kind: "unknown"; readonly reason: UnknownAmount };

function amountOf(metric: QuotaMetric, job: QuotaJob, reporting: Currency): AmountResult {
  switch (metric) {
    case "generations":
    case "in_flight":
      return { kind: "known", amount: NANO_PER_UNIT };
    case "gpu_seconds":
      return { kind: "known", amount: null };
    case "video_seconds":
      return job.requestedSeconds === null
        ? { kind: "unknown", reason: "no_duration" }
        : { kind: "known", amount: job.requestedSeconds };
    case "cost":
      if (job.estimate.basis === "unpriced") return { kind: "unknown", reason: "no_price" };
      if (job.estimate.currency !== reporting) return { kind: "unknown", reason: "currency" };
      return { kind: "known", amount: job.estimate.amount };
  }
}

/** The same order in every process and every transaction: no two can wait for each other. */
export function byLockOrder(
  a: Pick<PlannedHold, "family" | "subject" | "windowStartMs">,
  b: Pick<PlannedHold, "family" | "subject" | "windowStartMs">,
): number {
  if (a.family !== b.family) return a.family < b.family ? -1 : 1;
  if (a.subject !== b.subject) return a.subject < b.subject ? -1 : 1;
  return a.windowStartMs - b.windowStartMs;
}
