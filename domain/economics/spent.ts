import type { Nano } from "../money.ts";
import { WASTE_CAUSES, type WasteCause } from "../waste.ts";

/** What some generations of a period came to, all money in one currency. */
export interface Spent {
  readonly generations: number;
  readonly succeeded: number;
  /** Succeeded, less those of which it is known that nobody has downloaded them. */
  readonly delivered: number;
  /** Ended with a known cost. */
  readonly priced: number;
  readonly unpriced: number;
  readonly inFlight: number;
  /** Priced by the cost book that the question names. */
  readonly byBook: number;
  readonly spend: Nano;
  /** Parts of the spend that were wasted, each by its one cause. */
  readonly waste: Readonly<Record<WasteCause, Nano>>;
}

export const NO_SPENT: Spent = {
  generations: 0,
  succeeded: 0,
  delivered: 0,
  priced: 0,
  unpriced: 0,
  inFlight: 0,
  byBook: 0,
  spend: 0n,
  waste: { failed: 0n, blocked: 0n, never_downloaded: 0n, duplicate: 0n },
};

/** Two sets of generations together. */
export function plusSpent(a: Spent, b: Spent): Spent {
  return combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

/** The generations of `whole` that are not in `part`, figure by figure. */
export function lessSpent(whole: Spent, part: Spent): Spent {
  return combine(
    whole,
    part,
    (x, y) => x - y,
    (x, y) => x - y,
  );
}

/** All of what was wasted. */
export function wasteOf({ waste }: Spent): Nano {
  return WASTE_CAUSES.reduce((sum, cause) => sum + waste[cause], 0n);
}

function combine(
  a: Spent,
  b: Spent,
  count: (x: number, y: number) => number,
  money: (x: Nano, y: Nano) => Nano,
): Spent {
  return {
    generations: count(a.generations, b.generations),
    succeeded: count(a.succeeded, b.succeeded),
    delivered: count(a.delivered, b.delivered),
    priced: count(a.priced, b.priced),
    unpriced: count(a.unpriced, b.unpriced),
    inFlight: count(a.inFlight, b.inFlight),
    byBook: count(a.byBook, b.byBook),
    spend: money(a.spend, b.spend),
    waste: {
      failed: money(a.waste.failed, b.waste.failed),
      blocked: money(a.waste.blocked, b.waste.blocked),
      never_downloaded: money(a.waste.never_downloaded, b.waste.never_downloaded),
      duplicate: money(a.waste.duplicate, b.waste.duplicate),
    },
  };
}
