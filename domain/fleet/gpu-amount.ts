import type { Nano } from "../money.ts";

/** GPU time and what it costs at the fleet's rate. */
export interface GpuAmount {
  /** GPU seconds, nano. */
  readonly seconds: Nano;
  /** Nano USD. */
  readonly cost: Nano;
}

export const NO_GPU_AMOUNT: GpuAmount = { seconds: 0n, cost: 0n };

/** Seconds and money of both, each to the nano. */
export function addGpuAmounts(a: GpuAmount, b: GpuAmount): GpuAmount {
  return { seconds: a.seconds + b.seconds, cost: a.cost + b.cost };
}

/**
 * What a fleet did in a while. `capacity` = `used` + `failed` + `idle` − `over`, in seconds and in money, to the nano:
 * `over` is GPU time past the capacity, and of a while with one version of a fleet either it or `idle` is nothing.
 */
export interface FleetFigures {
  readonly capacity: GpuAmount;
  /** Of clips that succeeded. */
  readonly used: GpuAmount;
  /** Of those that failed, were blocked, cancelled or expired. */
  readonly failed: GpuAmount;
  readonly idle: GpuAmount;
  readonly over: GpuAmount;
}

export const NO_FLEET_FIGURES: FleetFigures = {
  capacity: NO_GPU_AMOUNT,
  used: NO_GPU_AMOUNT,
  failed: NO_GPU_AMOUNT,
  idle: NO_GPU_AMOUNT,
  over: NO_GPU_AMOUNT,
};

/** Every part of both: sums of wholes stay wholes of their parts, to the nano. */
export function addFleetFigures(a: FleetFigures, b: FleetFigures): FleetFigures {
  return {
    capacity: addGpuAmounts(a.capacity, b.capacity),
    used: addGpuAmounts(a.used, b.used),
    failed: addGpuAmounts(a.failed, b.failed),
    idle: addGpuAmounts(a.idle, b.idle),
    over: addGpuAmounts(a.over, b.over),
  };
}
