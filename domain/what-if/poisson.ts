/** The chance that a Poisson count with this mean is at most `most`; 0 for a negative `most`. */
export function poissonAtMost(mean: number, most: number): number {
  if (most < 0) return 0;
  if (mean <= 0) return 1;
  if (mean > LARGE_MEAN) return normalAtMost((most + 0.5 - mean) / Math.sqrt(mean));
  let term = Math.exp(-mean);
  let sum = term;
  for (let count = 1; count <= most; count += 1) {
    term *= mean / count;
    sum += term;
    // What follows adds less than a double can hold.
    if (count > mean && term < sum * Number.EPSILON) break;
  }
  return Math.min(1, sum);
}

/** How much of a Poisson count with this mean fits under a limit, on average: E[min(K, limit)]. */
export function poissonWithin(mean: number, limit: number): number {
  if (mean <= 0 || limit <= 0) return 0;
  // k·p(k) = mean·p(k − 1), so the counts below the limit sum to mean × P(K ≤ limit − 2).
  const below = mean * poissonAtMost(mean, limit - 2);
  const within = below + limit * (1 - poissonAtMost(mean, limit - 1));
  return Math.min(within, mean, limit);
}

/** From here on e^-mean is no double any more for what follows, and the normal curve is near enough. */
const LARGE_MEAN = 500;

/** The normal curve's area up to z, by Abramowitz and Stegun 26.2.17 (error below 7.5e-8). */
export function normalAtMost(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.319_381_53 +
      t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
  return z >= 0 ? 1 - tail : tail;
}
