import type { Cube } from "./cube.ts";
import { project } from "./project.ts";
import { WINDOW_DAYS, type Scenario } from "./scenario.ts";

/** What a day's budget of the steady state allows. */
export interface AdoptionLimit {
  /** Share of the eligible users, at most 1; 0 when what goes on beside them already costs more. */
  readonly adoption: number;
  readonly spend: number;
}

/** The largest share of a launch's users that a budget per day bears; null without a launch. */
export function largestAdoption(
  cube: Cube,
  scenario: Scenario,
  budgetPerDay: number,
): AdoptionLimit | null {
  const { launch } = scenario;
  if (launch === null) return null;
  const spendAt = (adoption: number) =>
    project(cube, { ...scenario, days: 1, launch: { ...launch, adoption } }).steady.spend;
  const beside = spendAt(0);
  const all = spendAt(1);
  // Spend grows evenly with the users.
  const room = all === beside ? 1 : (budgetPerDay - beside) / (all - beside);
  const adoption = Math.min(1, Math.max(0, room));
  return { adoption, spend: beside + adoption * (all - beside) };
}

export interface HoldingQuota {
  readonly window: keyof typeof WINDOW_DAYS;
  /** Clips per user and window; null when even one is too many. */
  readonly clips: number | null;
  readonly spend: number;
  /** Share of the users who want more than that. */
  readonly blocked: number;
}

const MOST_CLIPS = 4096;

/**
 * For each window the most clips per user and window with which the steady state stays within a budget per day. It
 * replaces the plan's quotas of the scenario. Empty when none is needed.
 */
export function holdingQuotas(
  cube: Cube,
  scenario: Scenario,
  plan: string,
  budgetPerDay: number,
): HoldingQuota[] {
  const others = scenario.quotas.filter((quota) => quota.plan !== plan);
  const free = project(cube, { ...scenario, days: 1, quotas: others });
  if (free.steady.spend <= budgetPerDay) return [];
  const windows = Object.keys(WINDOW_DAYS) as (keyof typeof WINDOW_DAYS)[];
  return windows.map((window) => {
    const at = (clips: number) => {
      const quotas = [...others, { plan, clips, window }];
      const { steady, quotas: effects } = project(cube, { ...scenario, days: 1, quotas });
      const own = effects.filter(({ name }) => name === plan);
      const users = own.reduce((sum, each) => sum + each.users, 0);
      const blocked = own.reduce((sum, each) => sum + each.users * each.blocked, 0);
      return { window, spend: steady.spend, blocked: users === 0 ? 0 : blocked / users };
    };
    const clips = largestWithin((count) => at(count).spend <= budgetPerDay);
    return { ...at(clips), clips: clips === 0 ? null : clips };
  });
}

/** The largest count that holds, for something that holds up to a count and never again; 0 when 1 does not. */
function largestWithin(holds: (count: number) => boolean): number {
  let low = 0;
  let high = MOST_CLIPS;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
