import { isUuid } from "../uuid-v7.ts";
import { isQuotaDimension, type QuotaDimension, type QuotaSubject } from "./rule.ts";

export const MAX_SUBJECT_DIMENSIONS = 8;
const MAX_VALUE_CHARACTERS = 200;

export type SubjectResult =
  | { readonly kind: "ok"; readonly subject: QuotaSubject }
  /** `field` is relative to the subject: `each`, `plan`, or empty for the whole of it. */
  | { readonly kind: "invalid"; readonly field: string; readonly reason: string };

/**
 * Reads a subject as it is written on the wire: `{"each":"user"}`, `{"each":["user","feature"]}`,
 * `{"user":"u_42"}`, `{"each":"user","plan":"free"}`, `{"tag:team":"red"}` or `{}` for all together.
 */
export function parseSubject(wire: Readonly<Record<string, unknown>>): SubjectResult {
  const { each = [], ...rest } = wire;
  const names: unknown[] = Array.isArray(each) ? each : [each];
  if ("each" in wire && names.length === 0) {
    return invalid("each", "must name a dimension; leave it out to count all together");
  }
  const counted: QuotaDimension[] = [];
  for (const name of names) {
    if (typeof name !== "string" || !isQuotaDimension(name)) {
      return invalid("each", "must name a dimension, or a list of them: user, customer, key, …");
    }
    if (counted.includes(name)) return invalid("each", `names ${name} twice`);
    counted.push(name);
  }
  const fixed: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (!isQuotaDimension(name)) return invalid(name, "is not a dimension that a rule can name");
    if (typeof value !== "string" || value === "" || value.length > MAX_VALUE_CHARACTERS) {
      return invalid(name, `must be text of 1 to ${MAX_VALUE_CHARACTERS} characters`);
    }
    if (counted.includes(name)) return invalid(name, "is counted for each value already");
    if (name === "key" && !isUuid(value)) return invalid(name, "must be the id of a key");
    fixed[name] = value;
  }
  if (counted.length + Object.keys(fixed).length > MAX_SUBJECT_DIMENSIONS) {
    return invalid("", `must name at most ${MAX_SUBJECT_DIMENSIONS} dimensions`);
  }
  return { kind: "ok", subject: { each: counted.toSorted(), fixed } };
}

/** Writes a subject as `parseSubject` reads it. */
export function subjectToWire(subject: QuotaSubject): Record<string, string | string[]> {
  const [only, ...more] = subject.each;
  if (only === undefined) return { ...subject.fixed };
  return { each: more.length === 0 ? only : [...subject.each], ...subject.fixed };
}

function invalid(field: string, reason: string): SubjectResult {
  return { kind: "invalid", field, reason };
}
