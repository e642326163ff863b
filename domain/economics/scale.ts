import { divideRounded, NANO_PER_UNIT, type Nano } from "../money.ts";

/** What an audience would generate. */
export interface Audience {
  readonly users: bigint;
  /** Which part of them generates at all, nano: 0.01 is one in a hundred. */
  readonly share: Nano;
  /** By each of those, nano. */
  readonly clipsPerWeek: Nano;
}

/** Clips and their cost, nano; each rounded once, half away from zero. */
export interface Scaled {
  readonly clipsPerDay: Nano;
  readonly spendPerDay: Nano;
}

const DAYS_PER_WEEK = 7n;

/** What an audience would cost in a day, at a cost for each clip. */
export function scaleTo({ users, share, clipsPerWeek }: Audience, costPerClip: Nano): Scaled {
  const weekly = users * share * clipsPerWeek;
  const nanoSquared = NANO_PER_UNIT * NANO_PER_UNIT;
  return {
    clipsPerDay: divideRounded(weekly, NANO_PER_UNIT * DAYS_PER_WEEK),
    spendPerDay: divideRounded(weekly * costPerClip, nanoSquared * DAYS_PER_WEEK),
  };
}
