import type { DaySpan } from "../finance/calendar-day.ts";
import type { PriceUnit } from "../generation.ts";
import type { Currency, Nano } from "../money.ts";
import type { RatedFacts } from "../rerate/choose-rate.ts";

/** One line of a provider's bill, in the bill's currency. */
export interface BilledLine {
  /** By our name. */
  readonly model: string;
  /** The days that the amount is for. */
  readonly days: DaySpan;
  /** Below zero for a credit. */
  readonly amount: Nano;
  /** Null where the bill does not say how much of what it charged. */
  readonly units: Units | null;
}

/** So many units of a kind, nano. */
export interface Units {
  readonly unit: PriceUnit;
  readonly amount: Nano;
}

/** Settled generations of one day, model and kind: one price would be chosen for all of them. */
export interface MeteredPart {
  readonly facts: RatedFacts;
  readonly generations: number;
  /** Those without a known cost. */
  readonly unpriced: number;
  /** Sum of the known costs. */
  readonly cost: Nano;
  /** Null where no cost is known. */
  readonly currency: Currency | null;
  /** Sums over all of them; null where one does not have it. Units are those booked, of `facts.priceUnit`. */
  readonly units: Nano | null;
  readonly seconds: Nano | null;
  readonly gpuMs: number | null;
}
