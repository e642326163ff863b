import { NANO_PER_UNIT, type Nano } from "../money.ts";

/** Steps of the Renard series, ten to a decade, in hundredths: each about a quarter above the one before. */
const STEPS = [100n, 125n, 160n, 200n, 250n, 315n, 400n, 500n, 630n, 800n];
const DECADES = 16;
export const MAX_BINS = 40;

/** Where bins may begin, from a hundred nanos up to what the books hold; spaced evenly on a log axis. */
export const COST_EDGES: readonly Nano[] = Array.from({ length: DECADES }, (_, decade) =>
  STEPS.map((step) => step * 10n ** BigInt(decade)),
).flat();

/** Clips that cost from `from` up to, and without, `to`. */
export interface CostBin {
  readonly from: Nano;
  readonly to: Nano;
  readonly clips: number;
  readonly spend: Nano;
}

/** What was counted at one edge of `COST_EDGES`. */
export interface CountedBin {
  readonly bin: number;
  readonly clips: number;
  readonly spend: Nano;
}

/** Every bin from the cheapest clip to the dearest, empty ones included; wider ones where it would be more than 40. */
export function costBins(counted: readonly CountedBin[]): readonly CostBin[] {
  const places = counted.map(({ bin }) => bin);
  if (places.length === 0) return [];
  const [low, high] = [Math.min(...places), Math.max(...places)];
  const width = WIDTHS.find((each) => (high - low) / each + 2 <= MAX_BINS) ?? STEPS.length;
  const first = Math.floor(low / width) * width;
  const bins: CostBin[] = [];
  for (let at = first; at <= high; at += width) {
    const own = counted.filter(({ bin }) => bin >= at && bin < at + width);
    bins.push({
      from: edgeAt(at),
      to: edgeAt(at + width),
      clips: own.reduce((sum, { clips }) => sum + clips, 0),
      spend: own.reduce((sum, { spend }) => sum + spend, 0n),
    });
  }
  return bins;
}

/** Steps that go evenly into a decade, so that the edges stay round. */
const WIDTHS = [1, 2, 5, 10];

function edgeAt(place: number): Nano {
  return COST_EDGES[place] ?? NANO_PER_UNIT ** 2n;
}
