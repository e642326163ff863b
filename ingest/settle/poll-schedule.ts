/** When the worker looks at jobs by itself. All in ms. */
export interface PollSchedule {
  /** From acceptance, or the last sign of a polling client, to the worker's first own poll. */
  readonly firstMs: number;
  readonly growth: number;
  readonly maxMs: number;
  /** Share of a delay that chance decides, so that many jobs don't come due together. */
  readonly jitter: number;
}

export const POLL_SCHEDULE: PollSchedule = {
  firstMs: 20_000,
  growth: 1.5,
  maxMs: 300_000,
  jitter: 0.2,
};

/** Delay before poll number `attempts` + 1. `random` in [0, 1). */
export function pollDelayMs(schedule: PollSchedule, attempts: number, random: number): number {
  const grown = schedule.firstMs * schedule.growth ** Math.min(attempts, MAX_EXPONENT);
  const spread = 1 - schedule.jitter / 2 + schedule.jitter * random;
  return Math.round(Math.min(grown, schedule.maxMs) * spread);
}

const MAX_EXPONENT = 32;
