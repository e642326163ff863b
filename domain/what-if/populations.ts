import { grouped } from "../grouped.ts";
import { clipProfile, type ClipProfile, type Missing } from "./clip-profile.ts";
import type { Cube, UseGroup } from "./cube.ts";
import type { UseLimit } from "./limited-use.ts";
import { launchCurve } from "./launch-curve.ts";
import { WINDOW_DAYS, type Scenario } from "./scenario.ts";

/** People who make clips alike: the users of a plan as recorded, or those of the launch. */
export interface Population {
  readonly name: string;
  readonly launched: boolean;
  /** Those who make clips. */
  readonly users: number;
  /** By each of them and day, before any quota. */
  readonly clipsPerDay: number;
  readonly groups: readonly UseGroup[];
  readonly limits: readonly UseLimit[];
  readonly clip: ClipProfile;
  /** Wanted clips of a day against the steady state. */
  readonly curveAt: (day: number) => number;
}

/** One user who stands for all, where a plan's habits were never recorded. */
const ALIKE: readonly UseGroup[] = [{ users: 1, clips: 1 }];

/** Who makes clips in a scenario. What it asks for and the record can't answer is put into `missing`. */
export function populationsOf(cube: Cube, scenario: Scenario, missing: Missing[]): Population[] {
  const recorded = scenario.recorded ? recordedPopulations(cube, scenario, missing) : [];
  const launched = launchedPopulation(cube, scenario, missing);
  return launched === null ? recorded : [...recorded, launched];
}

function recordedPopulations(cube: Cube, scenario: Scenario, missing: Missing[]): Population[] {
  const plans = grouped(cube.cells, ({ plan }) => plan);
  return [...plans].flatMap(([plan, cells]) => {
    const clip = clipProfile(cells, scenario, missing);
    const clips = cells.reduce((sum, cell) => sum + cell.clips, 0);
    const use = cube.plans.find((each) => each.plan === plan);
    const users = Math.max(1, use?.activeUsers ?? 1);
    if (clip === null) return [];
    // Tries beyond those recorded are the retry lever's; recorded ones are in the clips already.
    return {
      name: plan,
      launched: false,
      users,
      clipsPerDay: clips / cube.days / users,
      groups: use?.groups ?? ALIKE,
      limits: limitsOf(plan, scenario),
      clip,
      curveAt: () => 1,
    };
  });
}

function launchedPopulation(cube: Cube, scenario: Scenario, missing: Missing[]): Population | null {
  const { launch } = scenario;
  const clip = launch === null ? null : clipProfile(cube.cells, scenario, missing);
  if (launch === null || clip === null) return null;
  const habits = cube.plans.find(({ plan }) => plan === launch.plan)?.groups ?? ALIKE;
  return {
    name: launch.plan,
    launched: true,
    users: launch.eligibleUsers * launch.adoption,
    clipsPerDay: launch.clipsPerWeek / WINDOW_DAYS.week,
    groups: habits,
    limits: limitsOf(launch.plan, scenario),
    clip,
    curveAt: (day) => launchCurve(launch.curve, day),
  };
}

function limitsOf(plan: string, { quotas }: Scenario): UseLimit[] {
  return quotas
    .filter((quota) => quota.plan === plan)
    .map(({ clips, window }) => ({ clips, windowDays: WINDOW_DAYS[window] }));
}
