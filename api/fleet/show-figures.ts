import type { UpstreamFleet } from "../../domain/fleet/compose-fleet.ts";
import type { FleetFigures, GpuAmount } from "../../domain/fleet/gpu-amount.ts";
import { divideRounded, formatNano } from "../../domain/money.ts";
import type { FleetFiguresShown } from "../contract/fleet.ts";

export function showAmount({ seconds, cost }: GpuAmount) {
  return { gpu_seconds: formatNano(seconds), cost: formatNano(cost) };
}

export function showFigures(figures: FleetFigures): FleetFiguresShown {
  const { capacity, used, failed, idle, over } = figures;
  return {
    capacity: showAmount(capacity),
    used: showAmount(used),
    failed: showAmount(failed),
    idle: showAmount(idle),
    over_capacity: showAmount(over),
    over_capacity_reason: over.seconds > 0n ? "gpu_time_exceeds_capacity" : null,
    utilisation_pct:
      capacity.seconds === 0n ? null : percent(used.seconds + failed.seconds, capacity.seconds),
  };
}

export function showCounts(
  fleet: Pick<UpstreamFleet, "generations" | "running" | "withoutGpuTime" | "unratedMs">,
) {
  return {
    generations: fleet.generations,
    running: fleet.running,
    without_gpu_time: fleet.withoutGpuTime,
    unrated_gpu_seconds: formatNano(fleet.unratedMs * NANO_PER_MS),
  };
}

const NANO_PER_MS = 1_000_000n;
const HUNDREDTHS_OF_A_PERCENT = 10_000n;
const NANO_PER_HUNDREDTH = 10_000_000n;
const TWO_DECIMALS = -7;

function percent(part: bigint, whole: bigint): string {
  const hundredths = divideRounded(part * HUNDREDTHS_OF_A_PERCENT, whole);
  return formatNano(hundredths * NANO_PER_HUNDREDTH).slice(0, TWO_DECIMALS);
}
