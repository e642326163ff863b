import type { FleetSeriesAnswer } from "../../api/contract/fleet.ts";

/** One bucket's money as heights of a stacked bar. For pixels only: figures are shown from the answer's text. */
export interface FleetBar {
  readonly index: number;
  readonly used: number;
  readonly failed: number;
  readonly idle: number;
}

export function fleetBars(buckets: FleetSeriesAnswer["buckets"]): readonly FleetBar[] {
  return buckets.map((bucket, index) => ({
    index,
    used: Number(bucket.used.cost),
    failed: Number(bucket.failed.cost),
    idle: Number(bucket.idle.cost),
  }));
}
