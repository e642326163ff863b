import type { Cube } from "./cube.ts";
import { DAYS_PER_MONTH, type Scenario } from "./scenario.ts";

export interface RevenueADay {
  readonly recorded: number;
  readonly launched: number;
  /** Currencies without a rate: their revenue is in no figure. */
  readonly leftOut: readonly string[];
}

/**
 * Revenue of an average day of the scenario. Nobody buys less because something costs more or more because there are
 * more clips: only the levers move it.
 */
export function revenueADay(cube: Cube, scenario: Scenario): RevenueADay {
  const { launch } = scenario;
  const leftOut = new Set<string>();
  let recorded = 0;
  for (const { plan, currency, amount } of scenario.recorded ? cube.revenue : []) {
    const rate =
      currency === cube.currency ? 1 : (scenario.rates[currency] ?? cube.rates[currency]);
    if (rate === undefined) {
      leftOut.add(currency);
      continue;
    }
    recorded += (amount * rate * (scenario.planPriceFactors[plan] ?? 1)) / cube.days;
  }
  const active = launch === null ? 0 : launch.eligibleUsers * launch.adoption;
  const each =
    launch === null
      ? 0
      : launch.payingShare * launch.planPrice + launch.packsPerMonth * launch.packPrice;
  return { recorded, launched: (active * each) / DAYS_PER_MONTH, leftOut: [...leftOut].toSorted() };
}
