import type { Calendar, DaySpan } from "../finance/calendar-day.ts";
import type { PriceUnit } from "../generation.ts";
import { divideRounded, multiplyNano, NANO_PER_UNIT, type Currency, type Nano } from "../money.ts";
import { ANY_MODEL, type PriceVersion } from "../pricing.ts";
import type { PriceBook } from "../rerate/choose-rate.ts";
import { openCharger, type Charged } from "./charge-guess.ts";
import type { BillCell } from "./compare-bill.ts";
import { guessPrices, tiersOf, type Conditions, type PriceGuess } from "./guess-prices.ts";
import { rateRuns, type RatePoint, type RateRun } from "./rate-runs.ts";
import { countsOtherUnits, whyUnexplained, type Unexplained } from "./why-unexplained.ts";

/** A price that turns what was metered into what was billed. */
export interface PriceProposal {
  readonly model: string;
  readonly conditions: Conditions;
  readonly unit: PriceUnit;
  readonly amount: Nano;
  readonly currency: Currency;
  /** The first day, and the first day outside; null where nothing that was metered later says otherwise. */
  readonly first: number;
  readonly end: number | null;
  /** The cells that it is about. */
  readonly cells: readonly DaySpan[];
  readonly generations: number;
  /** What re-rating by it adds to what was metered. */
  readonly explains: Nano;
  /** What stays of these cells' differences. */
  readonly leftOver: Nano;
  /** What each unit was metered at before; null where no cost was known. */
  readonly before: Nano | null;
  /** The version of the book that has the same amount; null where none does. */
  readonly tierOf: string | null;
}

export interface BillExplanation {
  readonly proposals: readonly PriceProposal[];
  /** For each model some of whose differing cells no proposal is about. */
  readonly unexplained: readonly Unexplained[];
}

export interface ExplainQuestion {
  readonly provider: string;
  readonly currency: Currency;
  readonly tolerance: Nano;
  readonly calendar: Calendar;
}

/**
 * Finds prices that explain differing cells: for each model the amount per unit that makes the most of them match, an
 * amount of the book before any other, with the conditions under which a re-rating would charge just these generations.
 * A price that holds for a part of the days is proposed for these days.
 */
export function explainBill(
  cells: readonly BillCell[],
  book: PriceBook,
  question: ExplainQuestion,
): BillExplanation {
  const models = [...new Set(cells.map(({ model }) => model))];
  const explained = models.map((model) =>
    explainModel(
      cells.filter((cell) => cell.model === model),
      book,
      question,
    ),
  );
  return {
    proposals: explained.flatMap(({ proposals }) => proposals),
    unexplained: explained.flatMap(({ unexplained }) => unexplained),
  };
}

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
  const [first] = cells;
  const model = { provider: question.provider, model: first?.model ?? "" };
  const charge = openCharger(parts, book, question.currency);
  const wrong = differing.flatMap((cell) => cell.parts);
  const attempts = guessPrices(wrong, book, question.currency).map((guess) =>
    attempt(cells, guess, {
      question,
      model,
      charge: (cell) => charge(guess, cell.parts),
      tiers: tiersOf(model, book, { unit: guess.unit, currency: question.currency }),
      book,
    }),
  );
  const best = attempts.toSorted(better)[0];
  const proposals = best?.proposals ?? [];
  const covered = new Set(best?.covered);
  const left = differing.filter((cell) => !covered.has(cell));
  return { proposals, unexplained: left.length === 0 ? [] : [whyUnexplained(left, null)] };
}

interface Attempt {
  readonly guess: PriceGuess;
  readonly proposals: readonly PriceProposal[];
  /** The differing cells that become equal. */
  readonly covered: readonly BillCell[];
}

interface AttemptDeps {
  readonly question: ExplainQuestion;
  readonly model: { readonly provider: string; readonly model: string };
  readonly charge: (cell: BillCell) => Charged;
  readonly tiers: readonly PriceVersion[];
  readonly book: PriceBook;
}

interface ChargedCell {
  readonly cell: BillCell;
  readonly charged: Charged;
  readonly point: RatePoint;
}

function attempt(cells: readonly BillCell[], guess: PriceGuess, deps: AttemptDeps): Attempt {
  const breaks = breakDays(guess, deps);
  let lastFirst = Number.NEGATIVE_INFINITY;
  const charged = cells.flatMap((cell): ChargedCell[] => {
    const found = deps.charge(cell);
    const { units, replaced, generations } = found;
    if (units === null || units === 0n || countsOtherUnits(cell)) return [];
    const since = lastFirst;
    lastFirst = cell.days.first;
    const point: RatePoint = {
      units,
      target: cell.difference + replaced,
      differs: cell.class === "differs",
      isBreak: breaks.some((day) => day > since && day <= cell.days.first),
      slack: BigInt(generations),
      namesUnits: cell.billedUnits?.unit === guess.unit && cell.billedUnits.amount === units,
    };
    return [{ cell, charged: found, point }];
  });
  const amounts = [...new Set(deps.tiers.map(({ amount }) => amount))];
  const runs = rateRuns(
    charged.map(({ point }) => point),
    amounts,
    deps.question.tolerance,
  );
  return {
    guess,
    proposals: runs.map((run) => proposalOf(run, charged, guess, deps)),
    covered: runs.flatMap((run) =>
      charged
        .slice(run.first, run.end)
        .map(({ cell }) => cell)
        .filter((cell) => cell.class === "differs"),
    ),
  };
}

/** A version of the workspace with as many conditions and a later start would go before a price that began earlier. */
function breakDays(guess: PriceGuess, { model, book, question }: AttemptDeps): number[] {
  const conditions = Object.keys(guess.conditions).length;
  return book.versions
    .filter(
      (version) =>
        version.own &&
        version.model !== ANY_MODEL &&
        version.provider === model.provider &&
        version.model === model.model &&
        Object.keys(version.conditions).length === conditions,
    )
    .map(({ validFromMs }) => question.calendar.dayOf(validFromMs));
}

function proposalOf(
  run: RateRun,
  all: readonly ChargedCell[],
  guess: PriceGuess,
  { question, model, tiers }: AttemptDeps,
): PriceProposal {
  const about = all.slice(run.first, run.end);
  const sum = (of: (each: ChargedCell) => bigint) => about.reduce((s, each) => s + of(each), 0n);
  const charged = sum(({ point }) => multiplyNano(run.amount, point.units));
  const replaced = sum(({ charged }) => charged.replaced);
  const days = about.map(({ cell }) => cell.days);
  const isKnown = about.some(({ charged }) => charged.generations > charged.unpriced);
  const units = sum(({ point }) => point.units);
  const first = days[0]?.first ?? 0;
  return {
    model: model.model,
    conditions: guess.conditions,
    unit: guess.unit,
    amount: run.amount,
    currency: question.currency,
    first,
    end: run.end < all.length ? (days.at(-1)?.end ?? first) : null,
    cells: days,
    generations: about.reduce((count, each) => count + each.charged.generations, 0),
    explains: charged - replaced,
    leftOver: sum(({ point }) => point.target) - charged,
    before: isKnown ? divideRounded(replaced * NANO_PER_UNIT, units) : null,
    tierOf: tierWith(run.amount, tiers, question, first),
  };
}

/** Of the versions with this amount one that is valid on the day, the workspace's own before others, the latest first. */
function tierWith(
  amount: Nano,
  tiers: readonly PriceVersion[],
  { calendar }: ExplainQuestion,
  day: number,
): string | null {
  const isValid = ({ validFromMs, validToMs }: PriceVersion) =>
    calendar.dayOf(validFromMs) <= day && (validToMs === null || calendar.dayOf(validToMs) > day);
  const [found] = tiers
    .filter((tier) => tier.amount === amount)
    .toSorted(
      (a, b) =>
        Number(isValid(b)) - Number(isValid(a)) ||
        Number(b.own) - Number(a.own) ||
        b.validFromMs - a.validFromMs ||
        (a.id < b.id ? -1 : 1),
    );
  return found?.id ?? null;
}

/** Most cells explained, then the fewest prices, then amounts of the book, then the least left over, then the likeliest. */
function better(a: Attempt, b: Attempt): number {
  return (
    b.covered.length - a.covered.length ||
    a.proposals.length - b.proposals.length ||
    tierCount(b) - tierCount(a) ||
    compareAmounts(leftOf(a), leftOf(b)) ||
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
