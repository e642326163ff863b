import type { BacktestOutcome } from "../../api/contract/backtest.ts";

/** How many users lose so many generations, as a bar. */
export interface RefusalBar {
  readonly from: number;
  /** Null for "or more". */
  readonly to: number | null;
  readonly users: number;
  readonly refused: number;
  /** Users against the fullest bar, 0…1. For pixels only. */
  readonly width: number;
}

/** The histogram without the users who lose nothing and without empty bars at its end. */
export function refusalBars(histogram: BacktestOutcome["histogram"]): readonly RefusalBar[] {
  const losing = histogram.filter((bar) => bar.to !== 0);
  const last = losing.findLastIndex((bar) => bar.users > 0);
  const shown = losing.slice(0, last + 1);
  const most = Math.max(1, ...shown.map((bar) => bar.users));
  return shown.map((bar) => ({ ...bar, width: bar.users / most }));
}
