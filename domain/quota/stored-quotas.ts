import { parseNano } from "../money.ts";
import type { Gate } from "./gate.ts";
import type { QuotaMetric, QuotaMode, QuotaRule, QuotaWindow } from "./rule.ts";
import { parseSubject } from "./subject.ts";

/** A rule as it is stored: subject as on the wire, limit a decimal string. */
export interface StoredQuotaRule {
  readonly id: string;
  readonly name: string;
  readonly subject: Readonly<Record<string, string | string[]>>;
  readonly metric: QuotaMetric;
  readonly window: QuotaWindow;
  readonly limitAmount: string;
  readonly mode: QuotaMode;
}

/** Reads a stored rule. @throws RangeError when its subject can't be read: a limit must never be skipped silently. */
export function quotaRuleOf(stored: StoredQuotaRule): QuotaRule {
  const { id, name, metric, window, mode } = stored;
  const parsed = parseSubject(stored.subject);
  if (parsed.kind === "invalid") {
    throw new RangeError(
      `rule ${id} has a subject that can't be read: ${parsed.field} ${parsed.reason}`,
    );
  }
  return {
    id,
    name,
    subject: parsed.subject,
    metric,
    window,
    limit: parseNano(stored.limitAmount),
    mode,
  };
}

/** A gate as it is stored. */
export interface StoredGate {
  readonly id: string;
  readonly name: string;
  readonly feature: string;
  readonly regions: readonly string[] | null;
  readonly platforms: readonly string[] | null;
  readonly plans: readonly string[] | null;
  readonly shareBasisPoints: number;
  readonly fromAt: Date | null;
  readonly toAt: Date | null;
  readonly dailyBudget: string | null;
  readonly timeZone: string;
  readonly paused: boolean;
}

/** Reads a stored gate. @throws MoneyFormatError when its budget is no decimal. */
export function gateOf(stored: StoredGate): Gate {
  return {
    id: stored.id,
    name: stored.name,
    feature: stored.feature,
    regions: stored.regions,
    platforms: stored.platforms,
    plans: stored.plans,
    shareBasisPoints: stored.shareBasisPoints,
    fromMs: stored.fromAt?.getTime() ?? null,
    toMs: stored.toAt?.getTime() ?? null,
    dailyBudget: stored.dailyBudget === null ? null : parseNano(stored.dailyBudget),
    tz: stored.timeZone,
    paused: stored.paused,
  };
}
