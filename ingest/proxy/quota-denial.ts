import { plainNano } from "../../domain/money.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";
import type { QuotaWindow } from "../../domain/quota/rule.ts";
import { subjectText } from "../../domain/quota/subject-text.ts";
import type { AdmissionResult, NewJob } from "../job-book.ts";
import type { AdmissionDecision } from "./proxy-ports.ts";
import type { Denial } from "./refusals.ts";

type Refused = Extract<AdmissionResult, { kind: "refused" }>;

/** A limit is reached: 402 when it is money, else 429. An SDK's own retry can't help before the window ends. */
export function quotaDenial(refused: Refused, nowMs: number, currency: string): Denial {
  const { hold, used, held, limit, freesAtMs } = refused;
  const resetsAt =
    freesAtMs === null ? null : new Date(freesAtMs).toISOString().replace(".000Z", "Z");
  return {
    status: hold.metric === "cost" ? 402 : 429,
    type: "quota_exceeded",
    code: codeOf(hold),
    message: `${sentence(refused, currency)}${resetsAt === null ? "" : ` Resets ${resetsAt}.`}`,
    finalForSdk: true,
    ...retryAfter(hold, freesAtMs, nowMs),
    detail: {
      rule: hold.binding?.ruleId ?? null,
      rule_name: hold.binding?.name ?? null,
      metric: hold.metric,
      limit: plainNano(limit),
      used: plainNano(used),
      held: plainNano(held),
      resets_at: resetsAt,
    },
  };
}

/** A binding rule applies to a job of which nobody knows how much it takes. */
export function unknownAmountDenial(
  job: NewJob,
  decision: Extract<AdmissionDecision, { kind: "unknown_amount" }>,
  currency: string,
): Denial {
  const { rule, reason } = decision;
  const why = {
    no_price: `No price is known for '${job.model}' and the cost limit '${rule.name}' applies. Add a price for it, or use another model.`,
    currency: `The price of '${job.model}' is not in ${currency} and the cost limit '${rule.name}' is. Add a price in ${currency}, or use another model.`,
    no_duration: `Nothing says how long this video will be and the limit '${rule.name}' counts seconds. Ask for a number of seconds.`,
  }[reason];
  return {
    status: reason === "no_duration" ? 429 : 402,
    type: "quota_exceeded",
    code: reason === "no_duration" ? "unknown_duration" : "unpriced_model",
    param: reason === "no_duration" ? "seconds" : "model",
    message: why,
    finalForSdk: true,
    detail: {
      rule: rule.ruleId,
      rule_name: rule.name,
      metric: reason === "no_duration" ? "video_seconds" : "cost",
    },
  };
}

/** The roll-out of a feature has not reached the caller. */
export function closedDenial(decision: Extract<AdmissionDecision, { kind: "closed" }>): Denial {
  const where = {
    paused: "is paused",
    dates: "is not open at this time",
    region: "is not open in this region",
    platform: "is not open on this platform",
    plan: "is not part of this plan",
    share: "is not open to this user yet",
  }[decision.because];
  return {
    status: 403,
    type: "permission_error",
    code: "feature_not_open",
    message: `The feature '${decision.feature}' ${where}. Ask whoever runs its roll-out.`,
    finalForSdk: true,
    detail: { feature: decision.feature, because: decision.because },
  };
}

/** An operator let this user create nothing. */
export function blockedDenial(decision: Extract<AdmissionDecision, { kind: "blocked" }>): Denial {
  const until =
    decision.untilMs === null ? "" : ` until ${new Date(decision.untilMs).toISOString()}`;
  return {
    status: 403,
    type: "permission_error",
    code: "user_blocked",
    // The reason is the operator's own note.
    message: `User ${decision.user} may not create videos${until}. Ask support.`,
    finalForSdk: true,
    detail: { user: decision.user },
  };
}

/** `Daily limit for user u_42 reached: 30 of 30 generations.` */
function sentence({ hold, used, held, limit, amount }: Refused, currency: string): string {
  const unit = hold.metric === "cost" ? currency : UNITS[hold.metric];
  const whose = isGateBudget(hold)
    ? `Daily budget of the roll-out (${hold.binding?.name ?? ""})`
    : `${limitName(hold)} for ${subjectText(hold.subject)}`;
  const taken = used + held;
  if (taken >= limit)
    return `${whose} reached: ${plainNano(taken)} of ${plainNano(limit)} ${unit}.`;
  return `${whose} would be exceeded: ${plainNano(taken)} of ${plainNano(limit)} ${unit} are taken and this needs ${plainNano(amount)}.`;
}

const UNITS = {
  generations: "generations",
  video_seconds: "seconds of video",
  gpu_seconds: "GPU seconds",
  in_flight: "running jobs",
} as const;

function limitName(hold: PlannedHold): string {
  return hold.metric === "in_flight" ? "Limit of running jobs" : windowName(hold.window);
}

function windowName(window: QuotaWindow): string {
  if (window.kind === "lifetime") return "Lifetime limit";
  if (window.kind === "calendar") return CALENDAR_NAMES[window.unit];
  const hours = window.seconds / 3_600;
  return Number.isInteger(hours) ? `${hours}-hour limit` : `${window.seconds / 60}-minute limit`;
}

const CALENDAR_NAMES = {
  hour: "Hourly limit",
  day: "Daily limit",
  week: "Weekly limit",
  month: "Monthly limit",
} as const;

function codeOf(hold: PlannedHold): string {
  if (isGateBudget(hold)) return "rollout_budget_exceeded";
  const counted = hold.family.split("|")[2] ?? "";
  for (const owner of ["user", "customer", "key"]) {
    if (counted.split(",").includes(owner)) return `${owner}_quota_exceeded`;
  }
  return counted === "" ? "workspace_quota_exceeded" : "group_quota_exceeded";
}

function isGateBudget(hold: PlannedHold): boolean {
  return hold.family.includes("|gate:");
}

/** Running jobs end soon; a lifetime doesn't. */
const IN_FLIGHT_RETRY_SECONDS = 10;

function retryAfter(
  hold: PlannedHold,
  freesAtMs: number | null,
  nowMs: number,
): { retryAfterSeconds?: number } {
  if (hold.metric === "in_flight") return { retryAfterSeconds: IN_FLIGHT_RETRY_SECONDS };
  if (freesAtMs === null) return {};
  return { retryAfterSeconds: Math.max(1, Math.ceil((freesAtMs - nowMs) / 1_000)) };
}
