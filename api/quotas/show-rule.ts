import type { RuleHits } from "../../db/postgres/management/quota-hits.ts";
import type { QuotaRuleRecord } from "../../db/postgres/management/quota-rules.ts";
import type { QuotaRow } from "../contract/quotas.ts";
import { familyOfContent, type RuleContent } from "./read-rule.ts";

/** A rule as it is listed. */
export function showRule(row: QuotaRuleRecord, hits: RuleHits | undefined): QuotaRow {
  return {
    id: row.id,
    ...describeRule(row),
    family: familyOfContent(row),
    hits_7d: hits?.hits ?? 0,
    users_hit_7d: hits?.users ?? 0,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}

/** What a rule says, as on the wire: for answers and for the audit log. */
export function describeRule(rule: RuleContent) {
  return {
    name: rule.name,
    subject: rule.subject,
    metric: rule.metric,
    window: rule.window,
    limit: rule.limitAmount,
    mode: rule.mode,
  };
}
