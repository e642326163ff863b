import type { Missing } from "./clip-profile.ts";
import type { Cube } from "./cube.ts";
import { gpuQueue, type GpuQueue } from "./gpu-queue.ts";
import { limitedUse } from "./limited-use.ts";
import { populationsOf, type Population } from "./populations.ts";
import { revenueADay } from "./revenue-a-day.ts";
import type { Scenario } from "./scenario.ts";

/** One day, or the average of several. Amounts in the cube's currency. */
export interface Day {
  /** That were wanted, and of these the ones that the quotas let through. */
  readonly wanted: number;
  readonly clips: number;
  readonly spend: number;
  readonly revenue: number;
  readonly margin: number;
}

/** What the quotas do to one population in the steady state. */
export interface QuotaEffect {
  readonly name: string;
  readonly launched: boolean;
  readonly users: number;
  /** Share of them who want more than a window of a quota holds. */
  readonly blocked: number;
  readonly refusedPerDay: number;
}

export interface Projection {
  /** Day after day from the start; a launch happens on the first. */
  readonly days: readonly Day[];
  /** The steady state, once a launch's curve is over. */
  readonly steady: Day;
  readonly quotas: readonly QuotaEffect[];
  /** Of the busiest day; null where no GPU time was recorded. */
  readonly gpus: GpuQueue | null;
  readonly missing: readonly Missing[];
  /** Currencies without a rate, whose revenue is in no figure. */
  readonly leftOut: readonly string[];
}

/** What a scenario comes to, every assumption taken for certain. */
export function project(cube: Cube, scenario: Scenario): Projection {
  const missing: Missing[] = [];
  const populations = populationsOf(cube, scenario, missing);
  const revenue = revenueADay(cube, scenario);
  const dayAt = (curveOf: (population: Population) => number, launched: number): Day => {
    let wanted = 0;
    let clips = 0;
    let spend = 0;
    for (const population of populations) {
      const each = population.clipsPerDay * curveOf(population);
      const made =
        population.users * limitedUse(population.groups, each, population.limits).clipsPerDay;
      wanted += population.users * each;
      clips += made;
      spend += made * population.clip.cost;
    }
    const earned = revenue.recorded + revenue.launched * launched;
    return { wanted, clips, spend, revenue: earned, margin: earned - spend };
  };
  const days = Array.from({ length: scenario.days }, (_, day) =>
    dayAt((population) => population.curveAt(day), launchedShare(populations, day)),
  );
  return {
    days,
    steady: dayAt(() => 1, 1),
    quotas: populations.filter(({ limits }) => limits.length > 0).map(quotaEffect),
    gpus: gpusOf(cube, scenario, populations, days),
    missing: distinct(missing),
    leftOut: revenue.leftOut,
  };
}

/** Paying users come with a ramp; a spike is of clips, not of payers. */
function launchedShare(populations: readonly Population[], day: number): number {
  const launched = populations.find((population) => population.launched);
  return launched === undefined ? 1 : Math.min(1, launched.curveAt(day));
}

function quotaEffect(population: Population): QuotaEffect {
  const { name, launched, users, clipsPerDay, groups, limits } = population;
  const use = limitedUse(groups, clipsPerDay, limits);
  return {
    name,
    launched,
    users,
    blocked: use.blocked,
    refusedPerDay: users * (clipsPerDay - use.clipsPerDay),
  };
}

function gpusOf(
  cube: Cube,
  scenario: Scenario,
  populations: readonly Population[],
  days: readonly Day[],
): GpuQueue | null {
  const known = populations.flatMap(({ clip, users, clipsPerDay }) =>
    clip.gpuSeconds === null ? [] : [{ weight: users * clipsPerDay, gpuSeconds: clip.gpuSeconds }],
  );
  const weight = known.reduce((sum, each) => sum + each.weight, 0);
  if (known.length < populations.length || weight === 0) return null;
  const gpuSeconds = known.reduce((sum, each) => sum + each.weight * each.gpuSeconds, 0) / weight;
  if (gpuSeconds === 0) return null;
  const busiest = days.reduce((most, { clips }) => Math.max(most, clips), 0);
  const utilisation = scenario.gpu?.utilisation ?? 1;
  const clipsPerWeek = busiest * 7;
  const enough = gpuQueue(clipsPerWeek, cube.hours, gpuSeconds, utilisation, Infinity).needed;
  return gpuQueue(clipsPerWeek, cube.hours, gpuSeconds, utilisation, scenario.gpus ?? enough);
}

function distinct(missing: readonly Missing[]): Missing[] {
  return [...new Map(missing.map((each) => [`${each.kind} ${each.name}`, each])).values()];
}
