import { countedDimensions, familyOf } from "../../domain/quota/applicable-rules.ts";
import { formatNano, NANO_PER_UNIT, parseNano } from "../../domain/money.ts";
import type { QuotaMetric, QuotaMode, QuotaWindow } from "../../domain/quota/rule.ts";
import { parseSubject, subjectToWire } from "../../domain/quota/subject.ts";
import type { z } from "@hono/zod-openapi";
import type { quotaInput } from "../contract/quotas.ts";
import type { FieldError } from "../http/api-error.ts";

/** What a rule says, in the store's own spelling; two with equal content are the same rule. */
export interface RuleContent {
  readonly name: string;
  readonly subject: Record<string, string | string[]>;
  readonly metric: QuotaMetric;
  readonly window: QuotaWindow;
  /** Decimal string in the metric's unit. */
  readonly limitAmount: string;
  readonly mode: QuotaMode;
}

export type RuleResult =
  | { readonly kind: "ok"; readonly content: RuleContent }
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

/** Reads a rule that its schema let through. `prefix` is put before each field's name: `rules[3].`. */
export function readRule(input: z.output<typeof quotaInput>, prefix = ""): RuleResult {
  const parsed = parseSubject(input.subject);
  const window = readWindow(input.metric, input.window);
  const countsWhole = input.metric === "generations" || input.metric === "in_flight";
  const broken = countsWhole && parseNano(input.limit) % NANO_PER_UNIT !== 0n;
  if (parsed.kind === "ok" && window.kind === "ok" && !broken) {
    return {
      kind: "ok",
      content: {
        name: input.name,
        subject: subjectToWire(parsed.subject),
        metric: input.metric,
        window: window.window,
        limitAmount: formatNano(parseNano(input.limit)),
        mode: input.mode,
      },
    };
  }
  const errors: FieldError[] = [];
  if (parsed.kind === "invalid") {
    const member = parsed.field === "" ? "" : `.${parsed.field}`;
    errors.push({ field: `${prefix}subject${member}`, message: parsed.reason });
  }
  if (window.kind === "invalid") {
    errors.push({ field: `${prefix}window`, message: window.reason });
  }
  if (broken) {
    errors.push({ field: `${prefix}limit`, message: "must be a whole number: it counts clips" });
  }
  return { kind: "invalid", errors };
}

/** True when both say the same. */
export function sameRule(a: RuleContent, b: RuleContent): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** The family in which a rule counts. @throws RangeError for a stored subject that this build can't read. */
export function familyOfContent(content: RuleContent): string {
  const parsed = parseSubject(content.subject);
  if (parsed.kind === "invalid") {
    throw new RangeError(`a stored subject can't be read: ${parsed.field} ${parsed.reason}`);
  }
  const rule = {
    id: "",
    name: content.name,
    subject: parsed.subject,
    metric: content.metric,
    window: content.window,
    limit: parseNano(content.limitAmount),
    mode: content.mode,
  };
  return familyOf(rule, countedDimensions(rule));
}

type WindowResult =
  | { readonly kind: "ok"; readonly window: QuotaWindow }
  | { readonly kind: "invalid"; readonly reason: string };

function readWindow(metric: QuotaMetric, window: QuotaWindow | undefined): WindowResult {
  if (metric === "in_flight") {
    if (window !== undefined && window.kind !== "lifetime") {
      return {
        kind: "invalid",
        reason: "does not go with metric in_flight, which counts what runs now: leave it out",
      };
    }
    return { kind: "ok", window: { kind: "lifetime" } };
  }
  if (window === undefined) {
    return { kind: "invalid", reason: "must be given: calendar, rolling or lifetime" };
  }
  return { kind: "ok", window };
}

function fingerprint(content: RuleContent): string {
  const { name, subject, metric, window, limitAmount, mode } = content;
  const members = Object.entries(subject).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const shape = Object.entries(window).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, members, metric, shape, parseNano(limitAmount).toString(), mode]);
}
