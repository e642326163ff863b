import type { Cube } from "./cube.ts";
import { project, type Day } from "./project.ts";
import { scenarioInput, type Scenario } from "./scenario.ts";

/** Levers that are one number, by which a grid can be laid out. */
export const GRID_LEVERS = [
  "adoption",
  "clipsPerWeek",
  "eligibleUsers",
  "seconds",
  "failureRate",
  "planPrice",
  "payingShare",
] as const;
export type GridLever = (typeof GRID_LEVERS)[number];

export interface Grid {
  /** Steady-state days; a row for each value of the first lever, a column for each of the second. */
  readonly days: readonly (readonly Day[])[];
}

/**
 * A scenario at every pair of values of two levers. Launch levers need a launch.
 * @throws ZodError when a value is out of its lever's range.
 */
export function grid(
  cube: Cube,
  scenario: Scenario,
  rows: { readonly lever: GridLever; readonly values: readonly number[] },
  columns: { readonly lever: GridLever; readonly values: readonly number[] },
): Grid {
  return {
    days: rows.values.map((row) =>
      columns.values.map((column) => {
        const moved = turn(turn(scenario, rows.lever, row), columns.lever, column);
        return project(cube, { ...scenarioInput.parse(moved), days: 1 }).steady;
      }),
    ),
  };
}

function turn(scenario: Scenario, lever: GridLever, value: number): Scenario {
  if (lever === "seconds" || lever === "failureRate") return { ...scenario, [lever]: value };
  const { launch } = scenario;
  return launch === null ? scenario : { ...scenario, launch: { ...launch, [lever]: value } };
}
