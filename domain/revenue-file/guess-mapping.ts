import type { DateFormat } from "./file-options.ts";
import type { MappedField, RevenueMappingInput } from "./mapping.ts";
import type { FileBeginning } from "./read-beginning.ts";

/** Names that columns of such files have, in English and French; a column goes to the first field that claims it. */
const NAMES: readonly (readonly [MappedField, RegExp])[] = [
  ["currency", /currency|devise|^cur$/i],
  ["refunded", /refund|rembours/i],
  ["fees", /fees?$|commission|frais/i],
  ["gross", /gross|brut/i],
  ["amount", /^(net|amount|total|montant|price|prix)\b|net$/i],
  [
    "external_id",
    /^((external|payment|charge|transaction|order|invoice).?)?id$|reference|identifiant/i,
  ],
  ["occurred_at", /date|created|occurred|when|quand|time/i],
  ["customer", /customer|client|account/i],
  ["user", /user|utilisateur/i],
  ["region", /region|country|pays/i],
  ["plan", /plan|sku|offre|product|produit/i],
  ["feature", /feature|fonction/i],
  ["surface", /surface/i],
  ["platform", /platform|plateforme|store/i],
  ["note", /note|comment|description/i],
];

const DATES: readonly (readonly [DateFormat, RegExp])[] = [
  ["YYYY-MM-DD", /^\d{4}-\d{2}-\d{2}/],
  ["YYYYMMDD", /^(19|20)\d{6}$/],
  ["epoch", /^\d{9,10}$/],
  ["MMM D, YYYY", /^[A-Z][a-z]{2,} \d/],
  ["MM/DD/YYYY", /^\d{1,2}[/.-](1[3-9]|2\d|3[01])[/.-]/],
  ["DD/MM/YYYY", /^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/],
];

/** A first mapping by the names of the columns and the first row; what it could not guess is left out. */
export function guessMapping(
  beginning: FileBeginning,
  defaults: { readonly currency: string; readonly timezone: string },
): RevenueMappingInput {
  const taken = new Map<MappedField, string>();
  for (const [field, pattern] of NAMES) {
    const free = beginning.header.filter((name) => ![...taken.values()].includes(name));
    const found = free.find((name) => pattern.test(name));
    if (found !== undefined) taken.set(field, found);
  }
  const cellOf = (field: MappedField) =>
    beginning.rows[0]?.[beginning.header.indexOf(taken.get(field) ?? "")] ?? "";
  const money = ["amount", "gross"].map((field) => cellOf(field as MappedField)).join(" ");
  const dates = DATES.find(([, pattern]) => pattern.test(cellOf("occurred_at")))?.[0];
  const fields = Object.fromEntries([...taken].map(([field, column]) => [field, { column }]));
  return {
    separator: beginning.separator,
    decimal: /,\d{1,2}(\s|$)/.test(money) ? "," : ".",
    dates: dates ?? "YYYY-MM-DD",
    timezone: defaults.timezone,
    fields: {
      external_id: { column: "" },
      occurred_at: { column: "" },
      currency: { value: defaults.currency },
      ...fields,
    },
  };
}
