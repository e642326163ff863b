import type { Attribution } from "../../domain/attribution-fields.ts";
import { NONE } from "../../domain/attribution-fields.ts";
import { parseNano } from "../../domain/money.ts";
import type { QuotaParty } from "../../domain/quota/applicable-rules.ts";
import type { Gate } from "../../domain/quota/gate.ts";
import type { QuotaRule } from "../../domain/quota/rule.ts";
import { parseSubject } from "../../domain/quota/subject.ts";

/** A blocking rule of 10 generations a day; `subject` as on the wire. */
export function quotaRule(
  change: Partial<Omit<QuotaRule, "subject" | "limit">> & {
    readonly subject?: Readonly<Record<string, string | readonly string[]>>;
    readonly limit?: string;
  } = {},
): QuotaRule {
  const { subject = { each: "user" }, limit = "10", ...rest } = change;
  const parsed = parseSubject(subject);
  if (parsed.kind === "invalid") throw new Error(`${parsed.field} ${parsed.reason}`);
  return {
    id: "r1",
    name: "Test limit",
    metric: "generations",
    window: { kind: "calendar", unit: "day", tz: "UTC" },
    mode: "block",
    ...rest,
    subject: parsed.subject,
    limit: parseNano(limit),
  };
}

/** User `u_1`; what is not named is `(none)`. */
export function quotaParty(
  change: Partial<Attribution> & { readonly keyId?: string } = {},
): QuotaParty {
  const { keyId = "key_1", ...attribution } = change;
  return {
    keyId,
    attribution: {
      feature: NONE,
      user: "u_1",
      customer: NONE,
      surface: NONE,
      region: NONE,
      platform: NONE,
      plan: NONE,
      tags: {},
      ...attribution,
    },
  };
}

/** A gate of feature `remix` that lets everyone in. */
export function openGate(change: Partial<Gate> = {}): Gate {
  return {
    id: "g1",
    name: "Launch",
    feature: "remix",
    regions: null,
    platforms: null,
    plans: null,
    shareBasisPoints: 10_000,
    fromMs: null,
    toMs: null,
    dailyBudget: null,
    tz: "UTC",
    paused: false,
    ...change,
  };
}
