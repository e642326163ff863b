import type { Nano } from "../money.ts";
import type { PriceBook } from "../rerate/choose-rate.ts";
import {
  attemptPrice,
  type Attempt,
  type ExplainQuestion,
  type PriceProposal,
} from "./attempt-price.ts";
import { openCharger } from "./charge-guess.ts";
import type { BillCell } from "./compare-bill.ts";
import { groupByText } from "./group-by-text.ts";
import { guessPrices, tiersOf } from "./guess-prices.ts";
import { whyUnexplained, type Unexplained } from "./why-unexplained.ts";

export interface BillExplanation {
  readonly proposals: readonly PriceProposal[];
  /** For each model some of whose differing cells no proposal is about. */
  readonly unexplained: readonly Unexplained[];
}

/**
 * Finds prices that explain differing cells: for each model the amount per unit that makes the most of them match, an
 * amount of the book before any other, with the conditions under which a re-rating would charge just these generations.
 * A price that holds for a part of the days is proposed for these days; what is left is then looked at again.
 */
export function explainBill(
  cells: readonly BillCell[],
  book: PriceBook,
  question: ExplainQuestion,
): BillExplanation {
  const explained = [...groupByText(cells, ({ model }) => model).values()].map((ofModel) =>
    explainModel(ofModel, book, question),
  );
  return {
    proposals: explained.flatMap(({ proposals }) => proposals),
    unexplained: explained.flatMap(({ unexplained }) => unexplained),
  };
}

/** So many prices with conditions of their own may be wrong for one model, each on its own days. */
const MAX_ROUNDS = 3;

/** More kinds of generations than this are not worked out: the reason says so. */
const MAX_PARTS = 5_000;

function explainModel(
  cells: readonly BillCell[],
  book: PriceBook,
  question: ExplainQuestion,
): BillExplanation {
  const differing = cells.filter((cell) => cell.class === "differs");
  if (differing.length === 0) return { proposals: [], unexplained: [] };
  const parts = cells.flatMap((cell) => cell.parts);
  if (parts.length > MAX_PARTS) {
    return { proposals: [], unexplained: [whyUnexplained(differing, "too_many_kinds")] };
  }
  const model = { provider: question.provider, model: differing[0]?.model ?? "" };
  const charge = openCharger(parts, book, question.currency);
  const wrong = differing.flatMap((cell) => cell.parts);
  const guesses = guessPrices(wrong, book, question.currency).map((guess) => ({
    guess,
    charged: cells
      .map((cell) => ({ cell, charged: charge(guess, cell.parts) }))
      .filter(({ charged }) => charged.units > 0n),
    deps: {
      question,
      model,
      tiers: tiersOf(model, book, { unit: guess.unit, currency: question.currency }),
      book,
    },
  }));
  const open = new Set(differing);
  const proposals: PriceProposal[] = [];
  for (let round = 0; round < MAX_ROUNDS && open.size > 0; round += 1) {
    const [best] = guesses
      .map(({ guess, charged, deps }) => attemptPrice(guess, charged, open, deps))
      .toSorted(better);
    if (best === undefined || best.covered.length === 0) break;
    proposals.push(...best.proposals);
    for (const cell of best.covered) open.delete(cell);
  }
  proposals.sort((a, b) => a.first - b.first);
  return { proposals, unexplained: open.size === 0 ? [] : [whyUnexplained([...open], null)] };
}

/**
 * Most cells explained, then the fewest prices, then amounts of the book, then the least left over; then what takes over
 * the fewest other prices, then the likeliest.
 */
function better(a: Attempt, b: Attempt): number {
  return (
    b.covered.length - a.covered.length ||
    a.proposals.length - b.proposals.length ||
    tierCount(b) - tierCount(a) ||
    compareAmounts(leftOf(a), leftOf(b)) ||
    a.guess.shadows - b.guess.shadows ||
    a.guess.rank - b.guess.rank
  );
}

function tierCount({ proposals }: Attempt): number {
  return proposals.filter(({ tierOf }) => tierOf !== null).length;
}

function leftOf({ proposals }: Attempt): Nano {
  return proposals.reduce((sum, { leftOver }) => sum + (leftOver < 0n ? -leftOver : leftOver), 0n);
}

function compareAmounts(a: Nano, b: Nano): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
