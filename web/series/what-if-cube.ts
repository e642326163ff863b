import type { CubeAnswer } from "../../api/contract/what-if.ts";
import type { Cube } from "../../domain/what-if/cube.ts";

/** The server's cube as the simulation takes it. Its amounts become doubles here, and only here: it estimates. */
export function whatIfCube(answer: CubeAnswer): Cube {
  const clips = answer.hours.reduce((sum, each) => sum + each, 0);
  return {
    days: answer.days,
    currency: answer.currency,
    cells: answer.cells.map((cell) => ({
      feature: cell.feature,
      surface: cell.surface,
      region: cell.region,
      plan: cell.plan,
      model: cell.model,
      resolution: cell.resolution,
      made: cell.made,
      clips: cell.clips,
      priced: cell.priced,
      cost: Number(cell.cost),
      measured: cell.measured,
      seconds: Number(cell.seconds),
      timed: cell.timed,
      gpuSeconds: Number(cell.gpu_seconds),
      unitCost: cell.unit_cost === null ? null : numbersOf(cell.unit_cost),
    })),
    plans: answer.plans.map(({ plan, users, groups }) => ({ plan, activeUsers: users, groups })),
    hours: answer.hours.map((each) => (clips === 0 ? 1 / answer.hours.length : each / clips)),
    revenue: (answer.revenue ?? []).map((stream) => ({ ...stream, amount: Number(stream.amount) })),
    rates: Object.fromEntries(
      Object.entries(answer.rates).map(([currency, rate]) => [currency, Number(rate)]),
    ),
  };
}

function numbersOf([low, middle, high]: readonly [string, string, string]): [
  number,
  number,
  number,
] {
  return [Number(low), Number(middle), Number(high)];
}
