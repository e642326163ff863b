/**
 * What was recorded, as much of it as a what-if needs: small enough for a browser, and nobody's name in it.
 * Amounts are doubles in units of the reporting currency: a simulation is an estimate, and what was recorded
 * keeps its exact figures on the other pages.
 */
export interface Cube {
  /** Days that the cells sum over. */
  readonly days: number;
  readonly currency: string;
  readonly cells: readonly Cell[];
  /** Per plan, how evenly its users share their clips. */
  readonly plans: readonly PlanUse[];
  /** Share of clips per hour of the week, Monday 00:00 first; 168 shares that sum to 1. */
  readonly hours: readonly number[];
  readonly revenue: readonly RevenueStream[];
  /** Units of the cube's currency for one of another, as known at the range's end. */
  readonly rates: Readonly<Record<string, number>>;
}

/** Generations alike in all that a lever can change. */
export interface Cell {
  readonly feature: string;
  readonly surface: string;
  readonly region: string;
  readonly plan: string;
  readonly model: string;
  readonly resolution: string;
  /** True for clips that came out; false for failed, blocked, cancelled and expired ones. */
  readonly made: boolean;
  readonly clips: number;
  /** Those of the clips whose cost is known, and what these cost. */
  readonly priced: number;
  readonly cost: number;
  /** Those whose length is known, and their video, seconds. */
  readonly measured: number;
  readonly seconds: number;
  /** Those whose GPU time is known, and that time, seconds. */
  readonly timed: number;
  readonly gpuSeconds: number;
  /** Cost of one clip that one in ten, half and nine in ten don't pass; null without a priced clip. */
  readonly unitCost: readonly [number, number, number] | null;
}

/** Users of a plan, put together by how many clips each made, fewest first. */
export interface PlanUse {
  readonly plan: string;
  /** Those who made a clip in the range. */
  readonly activeUsers: number;
  /** Shares of the users and of their clips; each column sums to 1. */
  readonly groups: readonly UseGroup[];
}

export interface UseGroup {
  readonly users: number;
  readonly clips: number;
}

/** Revenue of one plan and currency over the range, in that currency. */
export interface RevenueStream {
  readonly plan: string;
  readonly currency: string;
  readonly amount: number;
}
