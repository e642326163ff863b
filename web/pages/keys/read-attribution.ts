import type { KeyInput } from "../../../api/contract/keys.ts";
import { ATTRIBUTION_FIELDS } from "../../../domain/attribution-fields.ts";
import { FieldError } from "../../forms/field-error.ts";
import { parsePairs } from "../../forms/form-fields.ts";
import type { Messages } from "../../i18n/en.ts";

/**
 * Reads lines of `feature=remix`; a name that is no attribution field is a tag. Null when there is no line.
 * @throws FieldError for a line that is no pair
 */
export function readAttribution(
  text: string,
  field: string,
  t: Messages,
): NonNullable<KeyInput["pinned"]> | null {
  const parsed = parsePairs(text);
  if (parsed.kind === "bad") throw new FieldError(field, t.keys.badPair(parsed.line));
  const entries = Object.entries(parsed.pairs);
  if (entries.length === 0) return null;
  const isField = (name: string): boolean => ATTRIBUTION_FIELDS.some((known) => known === name);
  const tags = entries.filter(([name]) => !isField(name));
  return {
    ...Object.fromEntries(entries.filter(([name]) => isField(name))),
    ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }),
  };
}
