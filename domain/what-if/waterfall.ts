import type { Cube } from "./cube.ts";
import { project, type Day } from "./project.ts";
import { scenarioInput, type Scenario } from "./scenario.ts";

/** Levers that are turned together, in the order in which they are turned. */
const STEPS = [
  { name: "recorded", levers: ["recorded"] },
  { name: "launch", levers: ["launch"] },
  { name: "mix", levers: ["models", "resolutions"] },
  { name: "length", levers: ["seconds"] },
  { name: "price", levers: ["priceFactors", "gpu"] },
  { name: "failures", levers: ["failureRate", "retryRate"] },
  { name: "quotas", levers: ["quotas"] },
  { name: "revenue", levers: ["planPriceFactors", "rates"] },
] as const satisfies readonly { name: string; levers: readonly (keyof Scenario)[] }[];
export type WaterfallStep = (typeof STEPS)[number]["name"];

export interface Waterfall {
  readonly baseline: Day;
  /** What each step adds to a day of the steady state; the steps sum to the scenario less the baseline. */
  readonly steps: readonly {
    readonly name: WaterfallStep;
    readonly spend: number;
    readonly revenue: number;
    readonly margin: number;
  }[];
  readonly scenario: Day;
}

/** How a scenario comes about from what was recorded, one lever after the other. Another order gives other parts. */
export function waterfall(cube: Cube, scenario: Scenario): Waterfall {
  let turned: Scenario = { ...scenarioInput.parse({}), days: 1 };
  const baseline = project(cube, turned).steady;
  let before = baseline;
  const steps = STEPS.map(({ name, levers }) => {
    turned = {
      ...turned,
      ...Object.fromEntries(levers.map((lever) => [lever, scenario[lever]])),
    };
    const after = project(cube, turned).steady;
    const step = {
      name,
      spend: after.spend - before.spend,
      revenue: after.revenue - before.revenue,
      margin: after.margin - before.margin,
    };
    before = after;
    return step;
  });
  return { baseline, steps, scenario: before };
}
