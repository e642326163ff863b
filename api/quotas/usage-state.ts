import { formatNano, parseNano, type Nano } from "../../domain/money.ts";
import type { QuotaMetric } from "../../domain/quota/rule.ts";
import type { BucketUsage } from "../../db/postgres/management/quota-usage.ts";
import type { UsageRow } from "../contract/quotas.ts";
import type { CountedRule } from "./counted-rules.ts";

/** How much of a rule is used, in nano of its metric's unit. */
export interface UsageState {
  readonly counted: CountedRule;
  readonly used: Nano;
  readonly held: Nano;
  /** Of the window, never below zero. */
  readonly left: Nano;
  /** What the user's grants add; null where grants don't apply. */
  readonly grantedLeft: Nano | null;
  /** When the window ends, or the oldest part leaves it, ms; null when nothing resets. */
  readonly resetsAtMs: number | null;
}

/** Puts a rule, what its bucket holds and what grants add together. */
export function usageState(
  counted: CountedRule,
  bucket: BucketUsage,
  granted: ReadonlyMap<QuotaMetric, Nano>,
): UsageState {
  const { rule, bounds, rollingSeconds, grantable } = counted;
  const [used, held] = [parseNano(bucket.used), parseNano(bucket.held)];
  const left = rule.limit - used - held;
  return {
    counted,
    used,
    held,
    left: left > 0n ? left : 0n,
    grantedLeft: grantable ? (granted.get(rule.metric) ?? 0n) : null,
    resetsAtMs:
      rollingSeconds === null
        ? bounds.endMs
        : bucket.oldestMs === null
          ? null
          : bucket.oldestMs + rollingSeconds * 1_000,
  };
}

/** A state as it is answered. */
export function showUsage(state: UsageState): UsageRow {
  const { rule, subjectText } = state.counted;
  const { id, name, metric, mode, window, limit } = rule;
  return {
    rule_id: id,
    name,
    metric,
    mode,
    window,
    subject: subjectText,
    limit: formatNano(limit),
    used: formatNano(state.used),
    held: formatNano(state.held),
    left: formatNano(state.left),
    granted_left: state.grantedLeft === null ? null : formatNano(state.grantedLeft),
    resets_at: state.resetsAtMs === null ? null : new Date(state.resetsAtMs).toISOString(),
  };
}
