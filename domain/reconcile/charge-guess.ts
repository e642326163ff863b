import type { Currency, Nano } from "../money.ts";
import { choosePrice, unmetCondition, type PriceVersion } from "../pricing.ts";
import { chooseRate, type PriceBook } from "../rerate/choose-rate.ts";
import type { MeteredPart } from "./bill.ts";
import type { PriceGuess } from "./guess-prices.ts";
import { unitsFrom } from "./metered-units.ts";

/** What a price would be charged for in a cell, and the known cost that it would replace. */
export interface Charged {
  readonly units: Nano;
  readonly replaced: Nano;
  readonly generations: number;
  /** Those without a known cost. */
  readonly unpriced: number;
}

/** A part, and what decides beside a guess by which price it is charged. */
interface Contender {
  readonly part: MeteredPart;
  readonly rivals: readonly PriceVersion[];
}

/** The guess has no row yet. */
const GUESS_ID = "";
/** Later than whatever is written: a row of the same rank that is there already gives way. */
const LAST_WRITTEN_MS = Number.MAX_SAFE_INTEGER;

/** Prepares a model's parts for guesses: the book is gone through once. */
export function openCharger(
  parts: readonly MeteredPart[],
  book: PriceBook,
  currency: Currency,
): (guess: PriceGuess, of: readonly MeteredPart[]) => Charged {
  const contenders = new Map(parts.map((part) => [part, contend(part, book)]));
  return (guess, of) => {
    let [units, replaced, generations, unpriced] = [0n, 0n, 0, 0];
    for (const part of of) {
      const contender = contenders.get(part) ?? contend(part, book);
      const charged = chargeOf(guess, contender, { book, currency });
      if (charged === null) continue;
      units += charged;
      replaced += part.cost;
      generations += part.generations;
      unpriced += part.unpriced;
    }
    return { units, replaced, generations, unpriced };
  };
}

function contend(part: MeteredPart, book: PriceBook): Contender {
  const { facts } = part;
  const choice = choosePrice(book.versions, {
    provider: facts.provider,
    model: facts.model,
    atMs: facts.createdAtMs,
    dimensions: { ...facts.dimensions, outcome: facts.state },
    units: {},
    billedUnit: facts.basis === "billed_units" ? facts.priceUnit : null,
  });
  if (choice.kind === "one") return { part, rivals: [choice.price] };
  return { part, rivals: choice.reason === "ambiguous_price" ? book.versions : [] };
}

/** What a re-rating would charge the part for by the guess, as it would choose; null where it would not. */
function chargeOf(
  guess: PriceGuess,
  { part, rivals }: Contender,
  { book, currency }: { readonly book: PriceBook; readonly currency: Currency },
): Nano | null {
  const { facts } = part;
  const price: PriceVersion = {
    id: GUESS_ID,
    own: true,
    provider: facts.provider,
    model: facts.model,
    unit: guess.unit,
    conditions: guess.conditions,
    amount: 0n,
    currency,
    minimumUnits: null,
    validFromMs: facts.createdAtMs,
    validToMs: null,
    createdAtMs: LAST_WRITTEN_MS,
    book: null,
  };
  const dimensions = { ...facts.dimensions, outcome: facts.state };
  if (unmetCondition(price, dimensions) !== undefined) return null;
  const choice = chooseRate({ versions: [price, ...rivals], byId: book.byId }, facts);
  if (choice.kind === "left" || choice.price.id !== GUESS_ID) return null;
  return unitsFrom(part, choice.source);
}
