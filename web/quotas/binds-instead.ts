import type { QuotaRow } from "../../api/contract/quotas.ts";
import { ATTRIBUTION_FIELDS, NONE, type Attribution } from "../../domain/attribution-fields.ts";
import { parseNano } from "../../domain/money.ts";
import { applicableRules, type QuotaParty } from "../../domain/quota/applicable-rules.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import { parseSubject } from "../../domain/quota/subject.ts";

/**
 * The rules that bind instead of this one where both apply: of the same family and mode and more specific. Asked of
 * the domain's own rule with a party that both are about.
 */
export function bindsInstead(row: QuotaRow, rows: readonly QuotaRow[]): readonly QuotaRow[] {
  const rule = ruleOf(row);
  if (rule === null) return [];
  return rows.filter((other) => {
    if (other.id === row.id || other.family !== row.family || other.mode !== row.mode) return false;
    const rival = ruleOf(other);
    const party = rival === null ? null : partyOfBoth(rule, rival);
    if (rival === null || party === null) return false;
    return applicableRules([rule, rival], party).some((found) => found.rule.id === other.id);
  });
}

function ruleOf(row: QuotaRow): QuotaRule | null {
  const parsed = parseSubject(row.subject);
  if (parsed.kind === "invalid") return null;
  return { ...row, subject: parsed.subject, limit: parseNano(row.limit) };
}

/** Null when the rules contradict each other: plan free and plan pro never meet. */
function partyOfBoth(rule: QuotaRule, other: QuotaRule): QuotaParty | null {
  const [mine, theirs] = [rule.subject.fixed, other.subject.fixed];
  const contradict = Object.keys(mine).some(
    (name) => theirs[name] !== undefined && theirs[name] !== mine[name],
  );
  if (contradict) return null;
  const fixed = { ...mine, ...theirs };
  const field = (name: string): string => fixed[name] ?? NONE;
  const tags = Object.entries(fixed).filter(([name]) => name.startsWith("tag:"));
  const attribution = {
    ...Object.fromEntries(ATTRIBUTION_FIELDS.map((name) => [name, field(name)])),
    tags: Object.fromEntries(tags.map(([name, value]) => [name.slice(4), value])),
  } as Attribution;
  return { attribution, keyId: field("key") };
}
