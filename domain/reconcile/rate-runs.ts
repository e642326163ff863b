import { divideRounded, multiplyNano, NANO_DIGITS, NANO_PER_UNIT, type Nano } from "../money.ts";

/** A cell as one price would have to make it. */
export interface RatePoint {
  /** What the price is to be charged for, nano; above zero. */
  readonly units: Nano;
  /** What these units have to come to. */
  readonly target: Nano;
  /** True where the books and the bill differ. */
  readonly differs: boolean;
  /** True where another version of the book begins: no run goes over it. */
  readonly isBreak: boolean;
  /** How far rounding may have moved the amount, nano: one for each generation is enough. */
  readonly slack: Nano;
  /** True where the bill names the units itself, and they are these: its amount is a price even alone. */
  readonly namesUnits: boolean;
}

/** Points `first` up to, not including, `end`, that one amount per unit explains. */
export interface RateRun {
  readonly first: number;
  readonly end: number;
  readonly amount: Nano;
  readonly isTier: boolean;
}

/** So many days in a row are no coincidence, whatever lies beside them. */
const FEWEST_IN_A_ROW = 3;

/**
 * Finds the amounts per unit that turn the differing points into their targets, each over points in a row: an amount of
 * `tiers` where one fits, else the amount that all of a row have in common. One amount alone is no pattern.
 */
export function rateRuns(
  points: readonly RatePoint[],
  tiers: readonly Nano[],
  tolerance: Nano,
): readonly RateRun[] {
  const runs: RateRun[] = [];
  let at = 0;
  while (at < points.length) {
    const limit = rowEnd(points, at);
    const run = tierRun(points, tiers, { at, limit, tolerance });
    const common = commonRun(points, { at, limit, tolerance });
    const best = longer(run, common);
    if (best === null) at += 1;
    else {
      runs.push(best);
      at = best.end;
    }
  }
  return joinRuns(runs, points, tolerance);
}

interface Row {
  readonly at: number;
  /** Where the row of differing points ends. */
  readonly limit: number;
  readonly tolerance: Nano;
}

/** The differing points in a row from here end there; the same place where this one does not differ. */
function rowEnd(points: readonly RatePoint[], at: number): number {
  let end = at;
  while (points[end]?.differs === true && (end === at || points[end]?.isBreak === false)) end += 1;
  return end;
}

function tierRun(
  points: readonly RatePoint[],
  tiers: readonly Nano[],
  { at, limit, tolerance }: Row,
): RateRun | null {
  let best: RateRun | null = null;
  for (const amount of tiers) {
    let end = at;
    for (; end < limit; end += 1) {
      const point = points[end];
      if (point === undefined || !fits(point, amount, tolerance)) break;
    }
    if (end > at && (best === null || end > best.end)) {
      best = { first: at, end, amount, isTier: true };
    }
  }
  return best;
}

/** The longest stretch whose points all allow one amount. */
function commonRun(points: readonly RatePoint[], { at, limit, tolerance }: Row): RateRun | null {
  let [low, high] = [0n, MOST];
  let end = at;
  for (; end < limit; end += 1) {
    const point = points[end];
    if (point === undefined) break;
    const allowed = allowedBy(point, tolerance);
    const [nextLow, nextHigh] = [larger(low, allowed.low), smaller(high, allowed.high)];
    if (nextLow > nextHigh) break;
    [low, high] = [nextLow, nextHigh];
  }
  const row = points.slice(at, end);
  if (row.length === 0 || !isPattern(row, isWhole(points, at, end))) return null;
  const amount = amountOf(row, { low, high });
  return amount === 0n ? null : { first: at, end, amount, isTier: false };
}

const MOST: Nano = 10n ** 27n;

/** True when the points before and after are no part of the row of differing ones. */
function isWhole(points: readonly RatePoint[], at: number, end: number): boolean {
  return points[at - 1]?.differs !== true && points[end]?.differs !== true;
}

function isPattern(row: readonly RatePoint[], whole: boolean): boolean {
  if (row.length >= FEWEST_IN_A_ROW || row.every(({ namesUnits }) => namesUnits)) return true;
  return whole && row.length > 1;
}

/** The amount that all have to the nano; else the one with the fewest decimals that all allow. */
function amountOf(row: readonly RatePoint[], within: { low: Nano; high: Nano }): Nano {
  const exact = ratio(row.slice(0, 1));
  if (row.every((point) => fits(point, exact, point.slack))) return exact;
  const middle = smaller(larger(ratio(row), within.low), within.high);
  for (let digits = 0; digits < NANO_DIGITS; digits += 1) {
    const step = 10n ** BigInt(NANO_DIGITS - digits);
    const rounded = divideRounded(middle, step) * step;
    if (rounded >= within.low && rounded <= within.high) return rounded;
  }
  return middle;
}

function ratio(row: readonly RatePoint[]): Nano {
  const sum = (of: (point: RatePoint) => bigint) => row.reduce((all, each) => all + of(each), 0n);
  return divideRounded(
    sum(({ target }) => target) * NANO_PER_UNIT,
    sum(({ units }) => units),
  );
}

function allowedBy({ units, target }: RatePoint, tolerance: Nano): { low: Nano; high: Nano } {
  const low = (target - tolerance) * NANO_PER_UNIT;
  const high = (target + tolerance) * NANO_PER_UNIT;
  // Rounded inwards; no amount is below zero.
  return {
    low: low <= 0n ? 0n : (low + units - 1n) / units,
    high: high < 0n ? -1n : high / units,
  };
}

function fits({ units, target }: RatePoint, amount: Nano, tolerance: Nano): boolean {
  const off = multiplyNano(amount, units) - target;
  return off <= tolerance && -off <= tolerance;
}

function longer(tier: RateRun | null, common: RateRun | null): RateRun | null {
  if (tier === null || common === null) return tier ?? common;
  return common.end > tier.end ? common : tier;
}

/** Runs of one amount with nothing between them that says otherwise are one. */
function joinRuns(
  runs: readonly RateRun[],
  points: readonly RatePoint[],
  tolerance: Nano,
): readonly RateRun[] {
  const joined: RateRun[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const between = last === undefined ? [] : points.slice(last.end, run.first);
    const isOne =
      last?.amount === run.amount &&
      !points.slice(last.end, run.first + 1).some(({ isBreak }) => isBreak) &&
      between.every((point) => fits(point, run.amount, tolerance));
    if (isOne) joined[joined.length - 1] = { ...last, end: run.end };
    else joined.push(run);
  }
  return joined;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
