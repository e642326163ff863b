import { isFinal } from "../lifecycle.ts";
import type { GenerationState } from "../generation.ts";
import type { Currency } from "../money.ts";

/**
 * A generation as a replay sees it. Users and features are numbers that the caller gives out, densely from 0; an
 * unknown figure is NaN. A reader may hand out one object again and again: nothing of it is kept.
 */
export interface ReplayEvent {
  readonly createdAtMs: number;
  /** When the upstream ended it, else when it was settled; Infinity for what has not ended. */
  readonly endedAtMs: number;
  readonly state: GenerationState;
  readonly user: number;
  readonly feature: number;
  /** ms of video that were asked for, and that were made. */
  readonly requestedMs: number;
  readonly videoMs: number;
  readonly gpuMs: number;
  /** Whole units and the nano units beyond them, for no double holds both; `costWhole` is NaN when unknown. */
  readonly costWhole: number;
  readonly costNano: number;
  /** Empty when the cost is unknown. */
  readonly currency: Currency;
}

/** What made nothing and was not billed gave back all it held, and so did a lost one that an operator released. */
export function wasReleased(event: ReplayEvent): boolean {
  if (event.state === "succeeded") return false;
  if (event.state === "lost") return event.endedAtMs !== Infinity;
  return isFinal(event.state) && event.costWhole === 0 && event.costNano === 0;
}

/** Spend is what is known: the cost of a generation that still runs is its estimate. */
export function hasSpend(event: ReplayEvent): boolean {
  return !Number.isNaN(event.costWhole) && isFinal(event.state);
}
