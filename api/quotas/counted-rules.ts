import {
  applicableRules,
  countedDimensions,
  type ApplicableRule,
} from "../../domain/quota/applicable-rules.ts";
import { gateBudgetRule, gateFamily, type Gate, type GateAnswer } from "../../domain/quota/gate.ts";
import { QUOTA_MODES, type QuotaMode, type QuotaRule } from "../../domain/quota/rule.ts";
import { subjectText } from "../../domain/quota/subject-text.ts";
import { windowAt, type WindowBounds } from "../../domain/quota/window.ts";
import type { Zone } from "../../domain/time-zone.ts";
import type { UsageParty } from "./usage-party.ts";

/** A rule that counts for a party, with the bucket in which it does now. */
export interface CountedRule extends ApplicableRule {
  readonly bounds: WindowBounds;
  /** Length of a rolling window; null for others. */
  readonly rollingSeconds: number | null;
  /** Counts the user by itself, whatever else. */
  readonly perUser: boolean;
  /** The user's grants come after it. */
  readonly grantable: boolean;
  /** `user u_42, feature remix`, or `all together`. */
  readonly subjectText: string;
}

/** Every rule that looks at the party's next create, in these modes; the daily budget of its gate with them. */
export function countedRules(
  rules: readonly QuotaRule[],
  party: UsageParty,
  options: {
    readonly modes: readonly QuotaMode[];
    readonly gate: GateAnswer;
    readonly atMs: number;
    readonly zone: (name: string) => Zone;
  },
): readonly CountedRule[] {
  const askable = rules.filter((rule) => party.keyNamed || !rule.subject.each.includes("key"));
  const applicable = applicableRules(askable, party).map((each) => {
    const counted = countedDimensions(each.rule);
    const perUser = counted.includes("user");
    return {
      ...each,
      perUser,
      grantable: perUser && each.rule.metric !== "in_flight",
      subjectText: subjectText(each.subject),
    };
  });
  const budget = options.gate.kind === "open" ? budgetOf(options.gate.gate) : [];
  return [...applicable, ...budget]
    .filter((each) => options.modes.includes(each.rule.mode))
    .toSorted(byModeAndName)
    .map((each) => {
      const { metric, window } = each.rule;
      const current = metric === "in_flight" ? ({ kind: "lifetime" } as const) : window;
      return {
        ...each,
        bounds: windowAt(current, options.atMs, options.zone),
        rollingSeconds: current.kind === "rolling" ? current.seconds : null,
      };
    });
}

function budgetOf(gate: Gate) {
  const rule = gateBudgetRule(gate);
  if (rule === null) return [];
  const whose = { perUser: false, grantable: false, subjectText: subjectText("") };
  return [{ rule, family: gateFamily(gate), subject: "", ...whose }];
}

function byModeAndName(a: ApplicableRule, b: ApplicableRule): number {
  const byMode = QUOTA_MODES.indexOf(a.rule.mode) - QUOTA_MODES.indexOf(b.rule.mode);
  if (byMode !== 0) return byMode;
  return a.rule.name < b.rule.name ? -1 : 1;
}
