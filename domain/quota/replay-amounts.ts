import { isFinal } from "../lifecycle.ts";
import type { Currency } from "../money.ts";
import { wasReleased, type ReplayEvent } from "./replay-event.ts";
import type { QuotaMetric } from "./rule.ts";

/**
 * What a generation takes, in the metric's unit: wanted at its admission, and by how much its end changes that. Each
 * in whole units and nano units of 0 to 999,999,999, so that sums of doubles stay exact. One object is filled again
 * for every generation.
 */
export interface ReplayAmounts {
  whole: number;
  nano: number;
  changeWhole: number;
  changeNano: number;
}

export const NANO_IN_WHOLE = 1_000_000_000;
const MS_IN_SECOND = 1_000;
const NANO_IN_MS = 1_000_000;

/** Fills `amounts`; false when nobody knows what the generation takes. */
export function readAmounts(
  metric: QuotaMetric,
  event: ReplayEvent,
  reporting: Currency,
  amounts: ReplayAmounts,
): boolean {
  switch (metric) {
    case "generations":
      return fill(amounts, 1, 0, wasReleased(event) ? -1 : 0, 0);
    case "in_flight":
      return fill(amounts, 1, 0, -1, 0);
    case "video_seconds":
      return fillMs(amounts, wantedVideoMs(event), takenVideoMs(event));
    case "gpu_seconds":
      return fillMs(amounts, event.gpuMs, wasReleased(event) ? 0 : event.gpuMs);
    case "cost":
      if (Number.isNaN(event.costWhole) || event.currency !== reporting) return false;
      return fillCost(amounts, event);
  }
}

function wantedVideoMs(event: ReplayEvent): number {
  return Number.isNaN(event.requestedMs) ? event.videoMs : event.requestedMs;
}

/** As the books close a hold: what failed made no video; where nobody says how much was made, the hold stands. */
function takenVideoMs(event: ReplayEvent): number {
  if (wasReleased(event)) return 0;
  if (event.state !== "succeeded") return isFinal(event.state) ? 0 : wantedVideoMs(event);
  return Number.isNaN(event.videoMs) ? event.requestedMs : event.videoMs;
}

function fillMs(amounts: ReplayAmounts, wantedMs: number, takenMs: number): boolean {
  if (Number.isNaN(wantedMs)) return false;
  const changeMs = takenMs - wantedMs;
  const changeWhole = Math.floor(changeMs / MS_IN_SECOND);
  return fill(
    amounts,
    Math.floor(wantedMs / MS_IN_SECOND),
    (wantedMs % MS_IN_SECOND) * NANO_IN_MS,
    changeWhole,
    (changeMs - changeWhole * MS_IN_SECOND) * NANO_IN_MS,
  );
}

function fillCost(amounts: ReplayAmounts, event: ReplayEvent): boolean {
  const { costWhole, costNano } = event;
  if (!wasReleased(event)) return fill(amounts, costWhole, costNano, 0, 0);
  const borrowed = costNano === 0 ? 0 : 1;
  const changeNano = borrowed * NANO_IN_WHOLE - costNano;
  return fill(amounts, costWhole, costNano, -costWhole - borrowed, changeNano);
}

function fill(
  amounts: ReplayAmounts,
  whole: number,
  nano: number,
  changeWhole: number,
  changeNano: number,
): boolean {
  amounts.whole = whole;
  amounts.nano = nano;
  amounts.changeWhole = changeWhole;
  amounts.changeNano = changeNano;
  return true;
}
