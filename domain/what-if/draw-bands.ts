import type { Cube } from "./cube.ts";
import { limitedUse } from "./limited-use.ts";
import { populationsOf, type Population } from "./populations.ts";
import { revenueADay } from "./revenue-a-day.ts";
import type { FactorRange, Scenario } from "./scenario.ts";

/** One in ten draws lies below `low`, one in ten above `high`. */
export interface Band {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface DayBands {
  readonly spend: Band;
  readonly revenue: Band;
  readonly margin: Band;
}

export interface Bands {
  readonly days: readonly DayBands[];
  /** Of all days together. */
  readonly whole: DayBands;
  readonly draws: number;
}

/** A normal curve's nine tenths lie below this. */
const NINE_TENTHS = 1.281_552;

/**
 * Draws a scenario's assumptions over and over, each within its range, and says where eight in ten outcomes lie. A draw
 * holds for all of its days: who is wrong about adoption is wrong every day. On top come the chances of single
 * clips, which matter where there are few.
 * @param random numbers in [0, 1); with the same ones, the same bands
 */
export function drawBands(
  cube: Cube,
  scenario: Scenario,
  draws: number,
  random: () => number,
): Bands {
  const flows = populationsOf(cube, scenario, []).map((population) => flowOf(population, scenario));
  const revenue = revenueADay(cube, scenario);
  const normal = normals(random);
  const days = Array.from({ length: scenario.days }, () => series(draws));
  const whole = series(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    const { ranges } = scenario;
    const cost = factorIn(ranges.clipCost, normal());
    const volume = factorIn(ranges.volume, normal());
    const adoption = factorIn(ranges.adoption, normal());
    const perWeek = factorIn(ranges.clipsPerWeek, normal());
    const earning = factorIn(ranges.revenue, normal());
    for (const [day, into] of days.entries()) {
      let spend = 0;
      let launched = 1;
      for (const flow of flows) {
        const { clip, curveAt, launched: isLaunch, users } = flow.population;
        const curve = curveAt(day);
        if (isLaunch) launched = adoption * Math.min(1, curve);
        const people = users * (isLaunch ? adoption : volume);
        const clips = people * flow.clipsAt(curve * (isLaunch ? perWeek : 1));
        // Clips come one by one, and each costs its own: the sum spreads by the root of their number.
        const chance = Math.sqrt(clips * (clip.deviation ** 2 + clip.cost ** 2)) * normal();
        spend += Math.max(0, clips * clip.cost + chance) * cost;
      }
      const earned = (revenue.recorded * volume + revenue.launched * launched) * earning;
      put(into, draw, spend, earned);
      put(whole, draw, spend, earned);
    }
  }
  return { days: days.map(bandsOf), whole: bandsOf(whole), draws };
}

interface Flow {
  readonly population: Population;
  /** Clips per user and day, when so many times the usual are wanted. */
  readonly clipsAt: (times: number) => number;
}

const STEPS = 256;

/** Quotas bend the line; so many points of it are enough to draw from. */
function flowOf(population: Population, scenario: Scenario): Flow {
  const { groups, clipsPerDay, limits } = population;
  if (limits.length === 0) return { population, clipsAt: (times) => times * clipsPerDay };
  const most = mostTimes(population, scenario);
  const points = Array.from(
    { length: STEPS + 1 },
    (_, step) => limitedUse(groups, clipsPerDay * (step / STEPS) * most, limits).clipsPerDay,
  );
  return {
    population,
    clipsAt: (times) => {
      const at = Math.min(STEPS, (times / most) * STEPS);
      const below = Math.floor(at);
      const low = points[below] ?? 0;
      return low + ((points[below + 1] ?? low) - low) * (at - below);
    },
  };
}

/** More than four deviations of the widest range, over the curve's peak. */
function mostTimes({ curveAt }: Population, { ranges, days }: Scenario): number {
  let peak = 1;
  for (let day = 0; day < days; day += 1) peak = Math.max(peak, curveAt(day));
  return peak * factorIn(ranges.clipsPerWeek, 4);
}

interface Series {
  readonly spend: Float64Array;
  readonly revenue: Float64Array;
  readonly margin: Float64Array;
}

function series(draws: number): Series {
  return {
    spend: new Float64Array(draws),
    revenue: new Float64Array(draws),
    margin: new Float64Array(draws),
  };
}

function put(into: Series, draw: number, spend: number, revenue: number): void {
  into.spend[draw] = (into.spend[draw] ?? 0) + spend;
  into.revenue[draw] = (into.revenue[draw] ?? 0) + revenue;
  into.margin[draw] = (into.margin[draw] ?? 0) + revenue - spend;
}

function bandsOf({ spend, revenue, margin }: Series): DayBands {
  return { spend: bandOf(spend), revenue: bandOf(revenue), margin: bandOf(margin) };
}

function bandOf(values: Float64Array): Band {
  const sorted = values.toSorted();
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)] ?? 0;
    return below + ((sorted[Math.ceil(place)] ?? below) - below) * (place % 1);
  };
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}

/** A factor whose logarithm is normal on either side of 1, with the tenths of the range. */
function factorIn(range: FactorRange | undefined, z: number): number {
  if (range === undefined) return 1;
  return Math.exp((z / NINE_TENTHS) * (z < 0 ? -Math.log(range.low) : Math.log(range.high)));
}

/** Normal numbers in pairs (Box and Muller 1958). */
function normals(random: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
