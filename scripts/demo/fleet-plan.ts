import { HARDWARE } from "./cost-books.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { GPU_SECOND_USD } from "./launch-plan.ts";

const DAY_MS = 86_400_000;
/** A history of this many clips needs the GPUs below; another one as many for each clip. */
const PLANNED_FOR = 200_000;
/** Bought ahead of the launch, doubled for its peak, and given back months after the crowd had gone. */
const STEPS = [
  { daysAgo: 366, gpus: 24 },
  { daysAgo: 330, gpus: 48 },
  { daysAgo: 140, gpus: 16 },
] as const;
const HUNDREDTHS = 100;
const HOUR_S = 3_600;

/** The demo's GPUs as the management API takes them, the first version first. `nowMs` is the end of the history. */
export function fleetPlan(generations: number, nowMs: number) {
  const usdPerHour = parseNano(GPU_SECOND_USD) * BigInt(HOUR_S);
  return STEPS.map(({ daysAgo, gpus }) => ({
    gpu: {
      type: HARDWARE,
      count: Math.ceil((gpus * generations * HUNDREDTHS) / PLANNED_FOR) / HUNDREDTHS,
      usd_per_hour: formatNano(usdPerHour),
    },
    gpu_valid_from: new Date(Math.floor(nowMs / DAY_MS - daysAgo) * DAY_MS).toISOString(),
  }));
}
