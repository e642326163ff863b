import type { PriceInput } from "../../../api/contract/prices.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import type { RerateQuestion } from "../../../api/contract/rerates.ts";
import type { RerateSearch } from "../../view/rerate-search.ts";

export type AskedRerate =
  /** Something is still to be filled in. */
  | { readonly kind: "incomplete" }
  /** The address has conditions that are no JSON object of plain values. */
  | { readonly kind: "bad_conditions" }
  | { readonly kind: "question"; readonly question: RerateQuestion };

/** What the address asks, in the days of a zone; an amount without a currency is in the workspace's. */
export function rerateQuestion(
  search: RerateSearch,
  by: { readonly timeZone: string; readonly currency: string },
): AskedRerate {
  const { from, to, provider, model, feature, upstream } = search;
  if (from === undefined || to === undefined) return { kind: "incomplete" };
  const scope = {
    from,
    to,
    ...(provider === undefined ? {} : { provider }),
    ...(model === undefined ? {} : { model }),
    ...(feature === undefined ? {} : { feature }),
    ...(upstream === undefined ? {} : { upstream }),
    unpriced_only: search.unpriced_only === "true",
  };
  if (search.unit === undefined) {
    return { kind: "question", question: { scope, tz: by.timeZone } };
  }
  const conditions = readConditionsText(search.conditions);
  if (conditions === null) return { kind: "bad_conditions" };
  const price = proposedPrice(search, conditions, by.currency);
  if (price === null) return { kind: "incomplete" };
  return { kind: "question", question: { scope, tz: by.timeZone, prices: [price] } };
}

function proposedPrice(
  search: RerateSearch,
  conditions: PriceInput["conditions"],
  currency: string,
): PriceInput | null {
  const { provider, model, amount, valid_from: validFrom } = search;
  const unit = PRICE_UNITS.find((known) => known === search.unit);
  if (provider === undefined || model === undefined || unit === undefined) return null;
  if (amount === undefined || validFrom === undefined) return null;
  return {
    provider,
    model,
    unit,
    conditions,
    amount,
    currency: search.currency ?? currency,
    valid_from: validFrom,
    ...(search.valid_to === undefined ? {} : { valid_to: search.valid_to }),
    ...(search.minimum_units === undefined ? {} : { minimum_units: search.minimum_units }),
  };
}

/** Conditions as the address has them; null for what is no JSON object of plain values. */
export function readConditionsText(
  text: string | undefined,
): Readonly<Record<string, string | number | boolean>> | null {
  if (text === undefined) return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    const entries = Object.entries(parsed as Record<string, unknown>);
    const plain = entries.filter((entry): entry is [string, string | number | boolean] =>
      ["string", "number", "boolean"].includes(typeof entry[1]),
    );
    return plain.length === entries.length ? Object.fromEntries(plain) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
