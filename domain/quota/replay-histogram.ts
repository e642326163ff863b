/** Users who lost between `from` and `to` generations, both included; `to` is null for the last. */
export interface LossBand {
  readonly from: number;
  readonly to: number | null;
  readonly users: number;
  /** Generations that they lost, all together. */
  readonly refused: number;
}

/** The lowest loss of each band. */
const BANDS = [1, 2, 6, 11, 26, 51, 101] as const;

/** How many users lose how many generations: every band, empty ones too. `losses`: of each user who lost any. */
export function lossHistogram(losses: Iterable<number>): LossBand[] {
  const users = BANDS.map(() => 0);
  const refused = BANDS.map(() => 0);
  for (const loss of losses) {
    const band = BANDS.findLastIndex((from) => from <= loss);
    users[band] = (users[band] ?? 0) + 1;
    refused[band] = (refused[band] ?? 0) + loss;
  }
  return BANDS.map((from, band) => ({
    from,
    to: (BANDS[band + 1] ?? 0) - 1 || null,
    users: users[band] ?? 0,
    refused: refused[band] ?? 0,
  }));
}
