export interface GpuQueue {
  /** GPUs that the busiest hour needs, so that nobody waits for more than that hour. */
  readonly needed: number;
  /** GPUs that the average hour needs. */
  readonly average: number;
  /** The longest that a clip waits in the week with `gpus`, hours; null when the queue never empties. */
  readonly longestWaitHours: number | null;
  /** Most clips waiting at the end of an hour; null when the queue never empties. */
  readonly mostWaiting: number | null;
}

/**
 * A week of clips over a fleet, hour by hour, as a flow: what an hour can't make waits for the next. At the size of a
 * fleet the chance order of single clips evens out; for a handful of GPUs waits are longer than said here.
 * @param hours share of the week's clips in each of its 168 hours
 * @param gpuSeconds per clip
 * @param utilisation share of a GPU's time that makes clips, above 0
 */
export function gpuQueue(
  clipsPerWeek: number,
  hours: readonly number[],
  gpuSeconds: number,
  utilisation: number,
  gpus: number,
): GpuQueue {
  const perGpuHour = (3600 * utilisation) / gpuSeconds;
  const arrivals = hours.map((share) => share * clipsPerWeek);
  const busiest = arrivals.reduce((most, clips) => Math.max(most, clips), 0);
  const needed = Math.ceil(busiest / perGpuHour - ROUNDING);
  const average = clipsPerWeek / hours.length / perGpuHour;
  const capacity = gpus * perGpuHour;
  if (clipsPerWeek > 0 && average * perGpuHour >= capacity && needed > gpus) {
    return { needed, average, longestWaitHours: null, mostWaiting: null };
  }
  const mostWaiting = longestQueue(arrivals, capacity);
  const longestWaitHours = mostWaiting === 0 ? 0 : mostWaiting / capacity;
  return { needed, average, longestWaitHours, mostWaiting };
}

/** Thousandths of a GPU less than one are rounding of the shares, not a GPU. */
const ROUNDING = 1e-9;

/** Two weeks, for what Sunday left waits on Monday. */
function longestQueue(arrivals: readonly number[], capacity: number): number {
  let waiting = 0;
  let most = 0;
  for (const clips of [...arrivals, ...arrivals]) {
    waiting = Math.max(0, waiting + clips - capacity);
    most = Math.max(most, waiting);
  }
  return most;
}
