import { NANO_PER_UNIT } from "../../domain/money.ts";
import type { PlannedHold } from "../../domain/quota/plan-holds.ts";

/** A hold of one rule in a bucket of its own: the family is named after the rule. */
export function plannedHold(
  ruleId: string,
  limit: bigint,
  change: Partial<PlannedHold> = {},
): PlannedHold {
  return {
    family: familyOfRule(ruleId),
    subject: "user=u_1",
    metric: "generations",
    window: { kind: "lifetime" },
    windowStartMs: 0,
    windowEndMs: null,
    amount: NANO_PER_UNIT,
    binding: { ruleId, name: "Test limit", limit },
    watching: [],
    grantUser: null,
    ...change,
  };
}

export function familyOfRule(ruleId: string): string {
  return `test|lifetime|${ruleId}`;
}
