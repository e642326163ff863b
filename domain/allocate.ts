/**
 * Splits a total over weights so that the parts sum to the total, to the nano, always (largest remainder
 * method; equal remainders go to the earlier part). Zero or absent weights share nothing; when all weights
 * are zero the split is even.
 * @throws RangeError for a negative weight or no weights at all.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) throw new RangeError("allocate needs at least one weight");
  if (weights.some((weight) => weight < 0n)) throw new RangeError("weights must not be negative");
  if (total < 0n) return allocate(-total, weights).map((part) => -part);

  const sum = weights.reduce((a, b) => a + b, 0n);
  const effective = sum === 0n ? weights.map(() => 1n) : weights;
  const divisor = sum === 0n ? BigInt(weights.length) : sum;

  const parts = effective.map((weight) => (total * weight) / divisor);
  const missing = total - parts.reduce((a, b) => a + b, 0n);
  const byRemainder = effective
    .map((weight, index) => ({ index, remainder: (total * weight) % divisor }))
    .toSorted((a, b) => compareDescending(a.remainder, b.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Number(missing))) {
    parts[index] = (parts[index] ?? 0n) + 1n;
  }
  return parts;
}

function compareDescending(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a > b ? -1 : 1;
}
