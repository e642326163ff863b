/** Users who lost between `from` and `to` generations, both included; `to` is null for the last. */
export interface LossBand {
  readonly from: number;
  readonly to: number | null;
  readonly users: number;
  /** Generations that they lost, all together. */
  readonly refused: number;
}

const BANDS = [
  { from: 1, to: 1 },
  { from: 2, to: 5 },
  { from: 6, to: 10 },
  { from: 11, to: 25 },
  { from: 26, to: 50 },
  { from: 51, to: 100 },
  { from: 101, to: null },
] as const;

/** How many users lose how many generations: every band, empty ones too. `losses`: of each user who lost any. */
export function lossHistogram(losses: Iterable<number>): LossBand[] {
  const users = BANDS.map(() => 0);
  const refused = BANDS.map(() => 0);
  for (const loss of losses) {
    const band = BANDS.findLastIndex(({ from }) => from <= loss);
    users[band] = (users[band] ?? 0) + 1;
    refused[band] = (refused[band] ?? 0) + loss;
  }
  return BANDS.map((bounds, band) => ({
    ...bounds,
    users: users[band] ?? 0,
    refused: refused[band] ?? 0,
  }));
}
