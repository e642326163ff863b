import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Cube } from "../../domain/what-if/cube.ts";
import { drawBands, type Bands } from "../../domain/what-if/draw-bands.ts";
import { project, type Projection } from "../../domain/what-if/project.ts";
import type { Scenario } from "../../domain/what-if/scenario.ts";
import {
  holdingQuotas,
  largestAdoption,
  type AdoptionLimit,
  type HoldingQuota,
} from "../../domain/what-if/solve.ts";
import { waterfall, type Waterfall } from "../../domain/what-if/waterfall.ts";

export const DRAWS = 1000;

/** All that the page shows of a scenario but the grid. */
export interface WhatIfResult {
  readonly projection: Projection;
  readonly bands: Bands;
  readonly waterfall: Waterfall;
  readonly budget: {
    readonly perDay: number;
    readonly adoption: AdoptionLimit | null;
    readonly quotas: readonly HoldingQuota[];
  } | null;
}

/** Works a scenario out. `budgetPerDay` null: no budget was named. */
export function whatIfResult(
  cube: Cube,
  scenario: Scenario,
  budgetPerDay: number | null,
): WhatIfResult {
  const source = xoroshiro128plus(scenario.seed);
  return {
    projection: project(cube, scenario),
    bands: drawBands(cube, scenario, DRAWS, () => uniformFloat64(source)),
    waterfall: waterfall(cube, scenario),
    budget:
      budgetPerDay === null
        ? null
        : {
            perDay: budgetPerDay,
            adoption: largestAdoption(cube, scenario, budgetPerDay),
            quotas:
              scenario.launch === null
                ? []
                : holdingQuotas(cube, scenario, scenario.launch.plan, budgetPerDay),
          },
  };
}
