import type { PriceRecord } from "../../db/postgres/management/prices.ts";
import { parseNano } from "../../domain/money.ts";
import type { PriceTransfer } from "../contract/prices.ts";
import { readDateOrInstant } from "../http/date-or-instant.ts";

/** What a version of the price book says, without who wrote it and when. */
export type PriceContent = Omit<
  PriceRecord,
  "id" | "workspaceId" | "createdAt" | "createdBy" | "confidence"
> & { readonly confidence: string | null };

/**
 * Reads the input's dates (a date means its start in UTC). `field` spells a member as the caller wrote it.
 * @throws ApiError naming a date that is none.
 */
export function priceContent(
  input: Omit<PriceTransfer, "own">,
  field: (member: string) => string,
): PriceContent {
  const dateOf = (text: string, member: string) =>
    new Date(readDateOrInstant(text, field(member), "UTC"));
  return {
    book: input.book ?? null,
    provider: input.provider,
    model: input.model,
    unit: input.unit,
    conditions: input.conditions,
    amount: input.amount,
    currency: input.currency,
    minimumUnits: input.minimum_units ?? null,
    validFrom: dateOf(input.valid_from, "valid_from"),
    validTo: input.valid_to == null ? null : dateOf(input.valid_to, "valid_to"),
    source: textOrNull(input.source),
    confidence: textOrNull(input.confidence),
  };
}

/** What a version is about: of two with the same subject the one that was written later counts. */
export function priceSubject(content: PriceContent): string {
  return JSON.stringify([
    content.book,
    content.provider,
    content.model,
    sortedEntries(content.conditions),
    content.validFrom.getTime(),
  ]);
}

/** The same for contents that say the same, however they are spelled. */
export function priceFingerprint(content: PriceContent): string {
  return JSON.stringify([
    priceSubject(content),
    content.unit,
    parseNano(content.amount).toString(),
    content.currency,
    content.minimumUnits === null ? null : parseNano(content.minimumUnits).toString(),
    content.validTo?.getTime() ?? null,
    textOrNull(content.source),
    textOrNull(content.confidence),
  ]);
}

function sortedEntries(conditions: PriceContent["conditions"]) {
  return Object.entries(conditions).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function textOrNull(text: string | null | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
