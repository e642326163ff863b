import type { QuotaInput } from "../../api/contract/quotas.ts";
import type { Messages } from "../i18n/en.ts";

export type WireSubject = QuotaInput["subject"];

/** A subject taken apart: what is counted one by one, and what must have a certain value. */
export interface SubjectParts {
  readonly each: readonly string[];
  readonly fixed: readonly (readonly [name: string, value: string])[];
}

/** Reads the wire form as far as it makes sense, for showing; the server is the one that checks it. */
export function subjectParts({ each = [], ...rest }: WireSubject): SubjectParts {
  return {
    each: typeof each === "string" ? [each] : each,
    fixed: Object.entries(rest).map(([name, value]) => [name, [value].flat().join(", ")] as const),
  };
}

/** A dimension inside a sentence: "feature", "tag team". */
export function dimensionText(name: string, t: Messages): string {
  if (name.startsWith("tag:")) return t.quotas.words.tag(name.slice(4));
  const names: Readonly<Record<string, string>> = t.dimensions;
  return (names[name] ?? name).toLowerCase();
}

/** "each user and each feature"; null when nothing is counted one by one. */
export function eachText(each: readonly string[], t: Messages): string | null {
  if (each.length === 0) return null;
  const { words } = t.quotas;
  return each.map((name) => words.each(dimensionText(name, t))).join(words.and);
}

/** Whom a rule is about, in one line: "each user, plan free", "user u_42", "plan free, all together". */
export function subjectText(subject: WireSubject, t: Messages): string {
  const { words } = t.quotas;
  const { each, fixed } = subjectParts(subject);
  const counted = eachText(each, t);
  const only = fixed.map(([name, value]) => words.is(dimensionText(name, t), value)).join(", ");
  if (counted !== null) return only === "" ? counted : words.where(counted, only);
  if (only === "") return words.all;
  return isOneOwner(fixed) ? only : words.together(only);
}

/** True where the values name one user, customer or key: then there is nobody to count together. */
export function isOneOwner(fixed: SubjectParts["fixed"]): boolean {
  return fixed.some(([name]) => ["user", "customer", "key"].includes(name));
}
