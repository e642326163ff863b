import { NANO_PER_UNIT } from "../money.ts";
import { applicableRules, countedDimensions, type QuotaParty } from "../quota/applicable-rules.ts";
import type { QuotaRule, QuotaWindow } from "../quota/rule.ts";
import { DAYS_PER_MONTH } from "./break-even.ts";

/** What a user may generate in a month of thirty days, and the rule that says so. */
export interface MonthlyLimit {
  readonly clips: bigint;
  readonly rule: QuotaRule;
}

/**
 * The least that rules in force let each user of a party generate in a month: those that block, count generations and
 * count each user apart. Null without any. A limit for a lifetime is none for a month.
 */
export function monthlyLimit(rules: readonly QuotaRule[], party: QuotaParty): MonthlyLimit | null {
  const limits = applicableRules(rules, party).flatMap(({ rule }) => {
    const perUser = countedDimensions(rule).includes("user");
    if (rule.mode !== "block" || rule.metric !== "generations" || !perUser) return [];
    const clips = clipsPerMonth(rule.limit / NANO_PER_UNIT, rule.window);
    return clips === null ? [] : [{ clips, rule }];
  });
  return limits.reduce<MonthlyLimit | null>(
    (least, limit) => (least === null || limit.clips < least.clips ? limit : least),
    null,
  );
}

const DAYS = BigInt(DAYS_PER_MONTH);
const DAY_S = 86_400n;

function clipsPerMonth(limit: bigint, window: QuotaWindow): bigint | null {
  if (window.kind === "lifetime") return null;
  if (window.kind === "rolling") return (limit * DAYS * DAY_S) / BigInt(window.seconds);
  switch (window.unit) {
    case "hour":
      return limit * 24n * DAYS;
    case "day":
      return limit * DAYS;
    case "week":
      return (limit * DAYS) / 7n;
    case "month":
      return limit;
  }
}
