import type { FieldSource, RevenueMapping } from "./mapping.ts";

/** `{Column}` of a template, or `{Column|month}` for the month of its date. */
export const TEMPLATE_PLACE = /\{([^{}|]+)(\|month)?\}/g;

/** Every column that a mapping names, with the member that names it. */
export function columnsOf(mapping: RevenueMapping): readonly { field: string; column: string }[] {
  const found: { field: string; column: string }[] = [];
  const add = (field: string, source: FieldSource | undefined) => {
    if (source === undefined || "value" in source) return;
    if ("column" in source) {
      if ("if_present" in source && source.if_present === true) return;
      found.push({ field: `${field}.column`, column: source.column });
    } else {
      for (const [, column = ""] of source.template.matchAll(TEMPLATE_PLACE)) {
        found.push({ field: `${field}.template`, column });
      }
    }
  };
  for (const [name, source] of Object.entries(mapping.fields)) add(`fields.${name}`, source);
  const { period, negative_when: negative, skip_when: skips, until, group } = mapping;
  if (period !== undefined && "from" in period) {
    add("period.from", period.from);
    add("period.to", period.to);
  }
  if (period !== undefined && "month_of" in period) add("period.month_of", period.month_of);
  for (const [index, skip] of skips.entries()) {
    found.push({ field: `skip_when[${index}].column`, column: skip.column });
  }
  if (negative !== undefined)
    found.push({ field: "negative_when.column", column: negative.column });
  if (until !== undefined) found.push({ field: "until.column", column: until.column });
  if (group !== undefined) found.push({ field: "group.column", column: group.column });
  return found;
}
