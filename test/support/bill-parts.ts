import { parseDay, type Day } from "../../domain/finance/calendar-day.ts";
import { multiplyNano, NANO_PER_UNIT, type Nano } from "../../domain/money.ts";
import type { DimensionValue } from "../../domain/pricing.ts";
import type { MeteredPart } from "../../domain/reconcile/bill.ts";

/** What a test says about a day's clips of one kind; the rest is plain successes of sora-2, priced by the second. */
export interface PartFacts {
  readonly day: Day;
  readonly seconds: bigint;
  readonly model?: string;
  readonly perSecond?: Nano;
  readonly priceId?: string;
  readonly dimensions?: Readonly<Record<string, DimensionValue>>;
  readonly isUnpriced?: boolean;
}

const DAY_MS = 86_400_000;

/** The first of March 2026 and days after it. */
export function march(date: number): Day {
  return (parseDay("2026-03-01") ?? 0) + date - 1;
}

/** Metered clips of a day, at noon UTC. */
export function meteredPart(facts: PartFacts): MeteredPart {
  const seconds = facts.seconds * NANO_PER_UNIT;
  const isUnpriced = facts.isUnpriced === true;
  return {
    facts: {
      provider: "openai",
      model: facts.model ?? "sora-2",
      state: "succeeded",
      createdAtMs: facts.day * DAY_MS + DAY_MS / 2,
      dimensions: facts.dimensions ?? {},
      basis: isUnpriced ? "unpriced" : "rate_card",
      priceId: isUnpriced ? null : (facts.priceId ?? "list"),
      priceUnit: isUnpriced ? null : "second",
      free: false,
      secondsKnown: true,
      gpuKnown: false,
    },
    generations: 3,
    unpriced: isUnpriced ? 3 : 0,
    cost: isUnpriced ? 0n : multiplyNano(facts.perSecond ?? NANO_PER_UNIT / 10n, seconds),
    currency: isUnpriced ? null : "USD",
    units: isUnpriced ? null : seconds,
    seconds,
    gpuMs: null,
  };
}
