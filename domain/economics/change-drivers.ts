import { divideRounded, type Nano } from "../money.ts";

/** Generations of one model and resolution that ended alike, with a known cost in one currency. */
export interface ChangeCell {
  readonly model: string;
  readonly resolution: string;
  /** False for failed, blocked, cancelled and expired ones. */
  readonly made: boolean;
  readonly clips: bigint;
  /** Of video, thousandths; 0 where nobody knows. */
  readonly milliseconds: bigint;
  readonly cost: Nano;
}

export const CHANGE_DRIVERS = [
  "volume",
  "failures",
  "model_mix",
  "length_resolution",
  "price",
  "unexplained",
] as const;
export type ChangeDriver = (typeof CHANGE_DRIVERS)[number];

export type ChangeParts = Readonly<Record<ChangeDriver, Nano>>;

/**
 * Splits a change of spend into what drove it, one step after the other: as many clips as now, as many of them failing
 * as now, made by the models of now, as long and as large as now, at the prices of now. What no step can tell apart, and
 * the nanos that rounding leaves, is unexplained; the parts sum to the change.
 */
export function changeDrivers(
  before: readonly ChangeCell[],
  now: readonly ChangeCell[],
): ChangeParts {
  const change = costOf(now) - costOf(before);
  const [then, present] = [clipsOf(before), clipsOf(now)];
  // With nothing to compare with, or nothing left, all of it is volume.
  if (then === 0n || present === 0n) return { ...NO_PARTS, volume: change };
  const [madeThen, madeNow] = [before.filter(isMade), now.filter(isMade)];
  const volume = divideRounded(costOf(before) * (present - then), then);
  const failures = costOfFailures(before, now);
  const mix = mixOf(madeThen, madeNow);
  const parts = { volume, failures, ...mix };
  const explained = Object.values(parts).reduce((sum, part) => sum + part, 0n);
  return { ...parts, unexplained: change - explained };
}

const NO_PARTS: ChangeParts = {
  volume: 0n,
  failures: 0n,
  model_mix: 0n,
  length_resolution: 0n,
  price: 0n,
  unexplained: 0n,
};

/** What failed clips cost beyond their former share, and what clips that were not made instead would have cost. */
function costOfFailures(before: readonly ChangeCell[], now: readonly ChangeCell[]): Nano {
  const [then, present] = [clipsOf(before), clipsOf(now)];
  const [madeThen, madeNow] = [before.filter(isMade), now.filter(isMade)];
  const failedThen = costOf(before) - costOf(madeThen);
  const failedNow = costOf(now) - costOf(madeNow);
  const dearer = failedNow - divideRounded(failedThen * present, then);
  if (clipsOf(madeThen) === 0n) return dearer + costOf(madeNow);
  const fewer = clipsOf(madeNow) * then - clipsOf(madeThen) * present;
  return dearer + divideRounded(costOf(madeThen) * fewer, clipsOf(madeThen) * then);
}

type Mix = Pick<ChangeParts, "model_mix" | "length_resolution" | "price">;

function mixOf(before: readonly ChangeCell[], now: readonly ChangeCell[]): Mix {
  const [then, present] = [clipsOf(before), clipsOf(now)];
  if (then === 0n || present === 0n) {
    return { model_mix: 0n, length_resolution: 0n, price: 0n };
  }
  let atNewMix = 0n;
  let lengths = 0n;
  let price = 0n;
  for (const model of new Set(now.map((cell) => cell.model))) {
    const own = now.filter((cell) => cell.model === model);
    const former = before.filter((cell) => cell.model === model);
    // A model that is new has no former cost: all that it costs comes with the mix.
    if (clipsOf(former) === 0n) {
      atNewMix += costOf(own);
      continue;
    }
    const atFormerCost = divideRounded(costOf(former) * clipsOf(own), clipsOf(former));
    atNewMix += atFormerCost;
    const atFormerPrice = pricedAsBefore(former, own);
    // Without lengths a dearer clip may be longer or dearer by the second: nobody can say.
    if (atFormerPrice === null) continue;
    lengths += atFormerPrice - atFormerCost;
    price += costOf(own) - atFormerPrice;
  }
  const atOldMix = divideRounded(costOf(before) * present, then);
  return { model_mix: atNewMix - atOldMix, length_resolution: lengths, price };
}

/** What clips of one model would have cost at the former price of a second; null where a length is missing. */
function pricedAsBefore(before: readonly ChangeCell[], now: readonly ChangeCell[]): Nano | null {
  let sum = 0n;
  for (const cell of now) {
    if (cell.clips === 0n) continue;
    const former = before.find(({ resolution }) => resolution === cell.resolution);
    if (former === undefined || former.clips === 0n) {
      sum += cell.cost;
      continue;
    }
    if (former.milliseconds === 0n || cell.milliseconds === 0n) return null;
    sum += divideRounded(former.cost * cell.milliseconds, former.milliseconds);
  }
  return sum;
}

function isMade(cell: ChangeCell): boolean {
  return cell.made;
}

function costOf(cells: readonly ChangeCell[]): Nano {
  return cells.reduce((sum, { cost }) => sum + cost, 0n);
}

function clipsOf(cells: readonly ChangeCell[]): bigint {
  return cells.reduce((sum, { clips }) => sum + clips, 0n);
}
