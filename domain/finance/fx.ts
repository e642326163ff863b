import { divideRounded, type Currency, type Nano } from "../money.ts";
import type { Day } from "./calendar-day.ts";
import { RATE_UNIT, type FxRate, type Rate } from "./fx-rate.ts";

/** No rates appear on weekends and holidays: the last one before holds, for so many days. */
export const MAX_RATE_AGE_DAYS = 10;

/** Two currencies without a rate of their own meet in the first of these that both have a rate with. */
export const PIVOTS: readonly Currency[] = ["EUR", "USD"];

/** Why an amount can't be converted: no rate up to its day leads there, or the last one is too old. */
export const MISSING_RATE_REASONS = ["no_rate", "rate_too_old"] as const;
export type MissingRateReason = (typeof MISSING_RATE_REASONS)[number];

export type Conversion =
  | { readonly kind: "converted"; readonly amount: Nano }
  /** Unknown, and never 0. */
  | { readonly kind: "missing"; readonly reason: MissingRateReason };

/** Rates, ready to be asked. */
export interface FxTable {
  /** Converts an amount at the rate of a day; see `openFxTable`. */
  convert(amount: Nano, from: Currency, to: Currency, day: Day): Conversion;
}

/**
 * Opens a table of rates; one pair on one day counts once (the later in the list). A conversion takes the pair's own
 * rate, else that of the pair the other way round, else the two of a cross through one pivot; each of them that of its
 * day or the last one of the MAX_RATE_AGE_DAYS before. The arithmetic is exact, whatever the path, and rounded once, half
 * away from zero.
 */
export function openFxTable(rates: readonly FxRate[]): FxTable {
  const pairs = new Map<string, Map<Day, Rate>>();
  for (const { base, quote, day, rate } of rates) {
    const days = pairs.get(`${base}/${quote}`) ?? new Map<Day, Rate>();
    pairs.set(`${base}/${quote}`, days.set(day, rate));
  }
  const histories = new Map(
    [...pairs].map(([pair, days]) => [pair, [...days].toSorted(([a], [b]) => a - b)]),
  );

  const leg = (from: Currency, to: Currency, day: Day): Found => {
    if (from === to) return ONE;
    const direct = lastBefore(histories.get(`${from}/${to}`), day);
    if (direct.kind === "ratio") return direct;
    const inverse = lastBefore(histories.get(`${to}/${from}`), day);
    if (inverse.kind === "ratio") {
      return { kind: "ratio", numerator: inverse.denominator, denominator: inverse.numerator };
    }
    return lesser(direct, inverse);
  };

  const path = (from: Currency, to: Currency, day: Day): Found => {
    let best = leg(from, to, day);
    for (const pivot of PIVOTS) {
      if (best.kind === "ratio") return best;
      if (pivot !== from && pivot !== to) {
        best = crossed(leg(from, pivot, day), leg(pivot, to, day), best);
      }
    }
    return best;
  };

  return {
    convert(amount, from, to, day) {
      const found = path(from, to, day);
      if (found.kind === "missing") return found;
      return {
        kind: "converted",
        amount: divideRounded(amount * found.numerator, found.denominator),
      };
    },
  };
}

interface Ratio {
  readonly kind: "ratio";
  readonly numerator: bigint;
  readonly denominator: bigint;
}
interface Missing {
  readonly kind: "missing";
  readonly reason: MissingRateReason;
}
type Found = Ratio | Missing;

const ONE: Ratio = { kind: "ratio", numerator: 1n, denominator: 1n };

function crossed(first: Found, second: Found, otherwise: Missing): Found {
  if (first.kind === "ratio" && second.kind === "ratio") {
    return {
      kind: "ratio",
      numerator: first.numerator * second.numerator,
      denominator: first.denominator * second.denominator,
    };
  }
  const unreachable = [first, second].some(
    (found) => found.kind === "missing" && found.reason === "no_rate",
  );
  return unreachable ? otherwise : { kind: "missing", reason: "rate_too_old" };
}

/** The reason that says more: a rate that is too old is there at least. */
function lesser(a: Missing, b: Missing): Missing {
  return a.reason === "rate_too_old" ? a : b;
}

/** The last rate of a history (ordered by day) that is not after a day. */
function lastBefore(history: readonly (readonly [Day, Rate])[] | undefined, day: Day): Found {
  let [low, high] = [0, history?.length ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((history?.[middle]?.[0] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  const found = history?.[low - 1];
  if (found === undefined) return { kind: "missing", reason: "no_rate" };
  const [on, rate] = found;
  return day - on > MAX_RATE_AGE_DAYS
    ? { kind: "missing", reason: "rate_too_old" }
    : { kind: "ratio", numerator: rate, denominator: RATE_UNIT };
}
