import type { UseGroup } from "./cube.ts";
import { poissonAtMost, poissonWithin } from "./poisson.ts";

/** At most `clips` per user in each window; a window of a month is 30.4375 days. */
export interface UseLimit {
  readonly clips: number;
  readonly windowDays: number;
}

export interface LimitedUse {
  /** Clips per user and day that fit; never more than were wanted. */
  readonly clipsPerDay: number;
  /** Share of the users who want more than a window holds, in a window of the limit that hits most. */
  readonly blocked: number;
}

/**
 * What is left of the clips that users want, who each want theirs at random at a steady rate of their own. The rates
 * are spread like the groups and average `wantedPerDay`. Of several limits the tightest counts for each group: what
 * two together hold back beyond it is left out, so this errs towards more clips.
 */
export function limitedUse(
  groups: readonly UseGroup[],
  wantedPerDay: number,
  limits: readonly UseLimit[],
): LimitedUse {
  let clipsPerDay = 0;
  let blocked = 0;
  for (const group of groups) {
    if (group.users <= 0) continue;
    const rate = (wantedPerDay * group.clips) / group.users;
    const [within, over] = tightest(rate, limits);
    clipsPerDay += group.users * within;
    blocked += group.users * over;
  }
  return { clipsPerDay: Math.min(clipsPerDay, wantedPerDay), blocked };
}

function tightest(rate: number, limits: readonly UseLimit[]): readonly [number, number] {
  let within = rate;
  let over = 0;
  for (const { clips, windowDays } of limits) {
    const mean = rate * windowDays;
    within = Math.min(within, poissonWithin(mean, clips) / windowDays);
    over = Math.max(over, 1 - poissonAtMost(mean, clips));
  }
  return [within, over];
}
