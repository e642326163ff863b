import type { QuotaInput, QuotaRow } from "../../api/contract/quotas.ts";
import { isTag } from "../../domain/dimensions.ts";
import { isDecimal } from "../../domain/money.ts";
import {
  MAX_ROLLING_SECONDS,
  MIN_ROLLING_SECONDS,
  type CalendarUnit,
  type QuotaMetric,
  type QuotaMode,
  type QuotaWindow,
} from "../../domain/quota/rule.ts";
import { MAX_SUBJECT_DIMENSIONS } from "../../domain/quota/subject.ts";
import { isTimeZone } from "../../domain/time-zone.ts";
import type { Messages } from "../i18n/en.ts";
import { dimensionText, subjectParts } from "./subject-text.ts";
import { LENGTH_UNITS, splitLength, type LengthUnit } from "./window-text.ts";

/** A rule as it stands in the editor, every field as typed. */
export interface QuotaDraft {
  readonly name: string;
  readonly each: readonly string[];
  /** `id` only tells the rows apart on the page. */
  readonly fixed: readonly { readonly id: number; readonly name: string; readonly value: string }[];
  readonly metric: QuotaMetric;
  readonly limit: string;
  readonly window: QuotaWindow["kind"];
  readonly unit: CalendarUnit;
  readonly tz: string;
  readonly length: string;
  readonly lengthUnit: LengthUnit;
  readonly mode: QuotaMode;
}

export type DraftResult =
  | { readonly kind: "rule"; readonly rule: QuotaInput }
  /** The first field that makes no sense yet, named as the API names it. */
  | { readonly kind: "bad"; readonly field: string; readonly message: string };

/** A new rule: a few clips a day for each user, or for one user, counted before it blocks anyone. */
export function newDraft(tz: string, user: string | null): QuotaDraft {
  return {
    name: "",
    each: user === null ? ["user"] : [],
    fixed: user === null ? [] : [{ id: 0, name: "user", value: user }],
    metric: "generations",
    limit: "",
    window: "calendar",
    unit: "day",
    tz,
    length: "24",
    lengthUnit: "hour",
    mode: "shadow",
  };
}

/** The editor's fields of a rule that exists. */
export function draftOf(row: QuotaRow, tz: string): QuotaDraft {
  const { each, fixed } = subjectParts(row.subject);
  const { window } = row;
  return {
    ...newDraft(tz, null),
    name: row.name,
    each,
    fixed: fixed.map(([name, value], id) => ({ id, name, value })),
    metric: row.metric,
    limit: trimDecimal(row.limit),
    window: window.kind,
    ...(window.kind === "calendar" ? { unit: window.unit, tz: window.tz } : {}),
    ...(window.kind === "rolling" ? lengthFields(window.seconds) : {}),
    mode: row.mode,
  };
}

/**
 * The rule that a draft says, or the first field that is not right yet.
 * @param named false where the name does not matter: a preview needs none
 */
export function readDraft(draft: QuotaDraft, t: Messages, named = true): DraftResult {
  const words = t.quotas.editor.bad;
  const bad = (field: string, message: string): DraftResult => ({ kind: "bad", field, message });
  if (named && draft.name.trim() === "") return bad("name", words.name);
  const subject = readSubject(draft, t);
  if (subject.kind === "bad") return subject;
  const limit = draft.limit.trim().replace(",", ".");
  if (!isDecimal(limit) || limit.startsWith("-")) return bad("limit", words.limit);
  const rule = {
    name: draft.name.trim(),
    subject: subject.subject,
    metric: draft.metric,
    limit,
    mode: draft.mode,
  };
  if (draft.metric === "in_flight") return { kind: "rule", rule };
  switch (draft.window) {
    case "calendar":
      if (!isTimeZone(draft.tz)) return bad("window.tz", words.zone);
      return {
        kind: "rule",
        rule: { ...rule, window: { kind: "calendar", unit: draft.unit, tz: draft.tz } },
      };
    case "rolling": {
      const seconds = Number(draft.length) * LENGTH_UNITS[draft.lengthUnit];
      const fits = seconds >= MIN_ROLLING_SECONDS && seconds <= MAX_ROLLING_SECONDS;
      if (!/^\d+$/.test(draft.length.trim()) || !fits) return bad("window.seconds", words.length);
      return { kind: "rule", rule: { ...rule, window: { kind: "rolling", seconds } } };
    }
    case "lifetime":
      return { kind: "rule", rule: { ...rule, window: { kind: "lifetime" } } };
  }
}

type SubjectRead =
  | { readonly kind: "subject"; readonly subject: QuotaInput["subject"] }
  | Extract<DraftResult, { kind: "bad" }>;

function readSubject(draft: QuotaDraft, t: Messages): SubjectRead {
  const words = t.quotas.editor.bad;
  const fixed: Record<string, string> = {};
  for (const { name, value } of draft.fixed) {
    const field = `subject.${name}`;
    const said = dimensionText(name, t);
    if (name.startsWith("tag:") && !isTag(name)) return { kind: "bad", field, message: words.tag };
    if (value.trim() === "") return { kind: "bad", field, message: words.value };
    if (draft.each.includes(name)) return { kind: "bad", field, message: words.each(said) };
    if (fixed[name] !== undefined) return { kind: "bad", field, message: words.twice(said) };
    fixed[name] = value.trim();
  }
  const [only, ...more] = draft.each;
  if (draft.each.length + draft.fixed.length > MAX_SUBJECT_DIMENSIONS) {
    return { kind: "bad", field: "subject", message: words.many(String(MAX_SUBJECT_DIMENSIONS)) };
  }
  if (only === undefined) return { kind: "subject", subject: fixed };
  return {
    kind: "subject",
    subject: { each: more.length === 0 ? only : [...draft.each], ...fixed },
  };
}

/** "5.000000000" → "5"; digits of the wire, so no rounding. */
export function trimDecimal(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

function lengthFields(seconds: number): { length: string; lengthUnit: LengthUnit } {
  const { unit, count } = splitLength(seconds);
  return { length: String(count), lengthUnit: unit };
}
