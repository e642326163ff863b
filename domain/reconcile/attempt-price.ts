import type { Calendar, DaySpan } from "../finance/calendar-day.ts";
import type { PriceUnit } from "../generation.ts";
import { divideRounded, multiplyNano, NANO_PER_UNIT, type Currency, type Nano } from "../money.ts";
import { ANY_MODEL, type PriceVersion } from "../pricing.ts";
import type { PriceBook } from "../rerate/choose-rate.ts";
import type { Charged } from "./charge-guess.ts";
import type { BillCell } from "./compare-bill.ts";
import type { Conditions, PriceGuess } from "./guess-prices.ts";
import { rateRuns, type RatePoint, type RateRun } from "./rate-runs.ts";
import { countsOtherUnits } from "./why-unexplained.ts";

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

export interface ExplainQuestion {
  readonly provider: string;
  readonly currency: Currency;
  readonly tolerance: Nano;
  readonly calendar: Calendar;
}

/** A cell with what a guess would be charged for in it. */
export interface ChargedCell {
  readonly cell: BillCell;
  readonly charged: Charged;
}

/** What a guess comes to. */
export interface Attempt {
  readonly guess: PriceGuess;
  readonly proposals: readonly PriceProposal[];
  /** The differing cells that become equal. */
  readonly covered: readonly BillCell[];
}

export interface AttemptDeps {
  readonly question: ExplainQuestion;
  readonly model: { readonly provider: string; readonly model: string };
  /** Versions of the book whose amounts the bill may show. */
  readonly tiers: readonly PriceVersion[];
  readonly book: PriceBook;
}

/** Finds the amounts at which a guess explains open cells, for those cells of a model that it charges, in their order. */
export function attemptPrice(
  guess: PriceGuess,
  charged: readonly ChargedCell[],
  open: ReadonlySet<BillCell>,
  deps: AttemptDeps,
): Attempt {
  const breaks = breakDays(guess, deps);
  const points = charged.map(
    ({ cell, charged: { units, replaced, generations } }, index): RatePoint => {
      const since = charged[index - 1]?.cell.days.first ?? Number.NEGATIVE_INFINITY;
      return {
        units,
        target: cell.difference + replaced,
        // No price explains other units; and what is explained already stays as it is.
        differs: open.has(cell) && !countsOtherUnits(cell),
        isBreak: breaks.some((day) => day > since && day <= cell.days.first),
        slack: BigInt(generations),
        namesUnits: cell.billedUnits?.unit === guess.unit && cell.billedUnits.amount === units,
      };
    },
  );
  const amounts = [...new Set(deps.tiers.map(({ amount }) => amount))];
  const runs = rateRuns(points, amounts, deps.question.tolerance);
  return {
    guess,
    proposals: runs.map((run) => proposalOf(run, charged, guess, deps)),
    covered: runs.flatMap((run) =>
      charged
        .slice(run.first, run.end)
        .map(({ cell }) => cell)
        .filter((cell) => open.has(cell)),
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
  const charged = sum((each) => multiplyNano(run.amount, each.charged.units));
  const replaced = sum(({ charged }) => charged.replaced);
  const days = about.map(({ cell }) => cell.days);
  const isKnown = about.some(({ charged }) => charged.generations > charged.unpriced);
  const units = sum((each) => each.charged.units);
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
    leftOver: sum(({ cell }) => cell.difference) + replaced - charged,
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
