import type { Cube } from "../../domain/what-if/cube.ts";
import { grid, type Grid, type GridLever } from "../../domain/what-if/grid.ts";
import type { Scenario } from "../../domain/what-if/scenario.ts";

export interface WhatIfGrid extends Grid {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** Round steps around nothing in particular, as people lay out a table. */
const STEPS: Readonly<Record<GridLever, readonly number[]>> = {
  adoption: [0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2],
  clipsPerWeek: [0.25, 0.5, 1, 2, 3, 5, 7],
  eligibleUsers: [1e6, 1e7, 5e7, 1e8, 2.5e8, 5e8, 1e9],
  seconds: [4, 5, 8, 10, 12, 15, 20],
  failureRate: [0, 0.02, 0.05, 0.1, 0.2, 0.3],
  planPrice: [0, 5, 10, 20, 50, 100],
  payingShare: [0, 0.01, 0.02, 0.05, 0.1, 0.2],
};

/** The steps of a lever with the scenario's own value among them. */
export function gridValues(lever: GridLever, scenario: Scenario): readonly number[] {
  const own = ownValue(lever, scenario);
  const values = new Set([...STEPS[lever], ...(own === null ? [] : [own])]);
  return [...values].toSorted((a, b) => a - b);
}

/** What the scenario itself has; null where it leaves the record as it is. */
export function ownValue(
  lever: GridLever,
  { launch, seconds, failureRate }: Scenario,
): number | null {
  if (lever === "seconds") return seconds;
  if (lever === "failureRate") return failureRate;
  return launch === null ? null : launch[lever];
}

export function whatIfGrid(
  cube: Cube,
  scenario: Scenario,
  rowLever: GridLever,
  columnLever: GridLever,
): WhatIfGrid {
  const rows = gridValues(rowLever, scenario);
  const columns = gridValues(columnLever, scenario);
  return {
    rows,
    columns,
    ...grid(
      cube,
      scenario,
      { lever: rowLever, values: rows },
      { lever: columnLever, values: columns },
    ),
  };
}
