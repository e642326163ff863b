import type { ClipCostsAnswer } from "../../api/contract/clip-costs.ts";
import { isZero, toPixelValue } from "../format/money.ts";

export type CostMarkName = "p50" | "p90" | "p99" | "earned";

/** An amount's place on the axis of the bins. */
export interface CostMark {
  readonly name: CostMarkName;
  readonly amount: string;
  /** 0…1 from the left edge; for pixels only. */
  readonly at: number;
  /** It lies beyond the edge at which it is drawn. */
  readonly beyond: "left" | "right" | null;
}

export interface CostBar {
  readonly index: number;
  readonly from: string;
  readonly to: string;
  readonly clips: number;
  readonly spend: string;
  /** All its clips cost more than a clip earns. */
  readonly atLoss: boolean;
}

export interface CostHistogram {
  readonly bars: readonly CostBar[];
  readonly marks: readonly CostMark[];
  /** Edges of bins to write under the axis. */
  readonly ticks: readonly { readonly amount: string; readonly at: number }[];
  /** Clips that cost more than a clip earns for certain, as a part of all; null where that is unknown. */
  readonly atLoss: number | null;
}

const MOST_TICKS = 6;

/**
 * What clips cost, on an axis whose equal steps are equal factors. Null without a clip that cost something.
 * @param earned revenue for each clip; null where it is unknown
 */
export function costHistogram(
  answer: ClipCostsAnswer,
  earned: string | null,
): CostHistogram | null {
  const { bins } = answer;
  if (bins.length === 0) return null;
  const price = earned === null ? null : toPixelValue(earned);
  const bars = bins.map((bin, index) => ({
    index,
    ...bin,
    atLoss: price !== null && toPixelValue(bin.from) > price,
  }));
  const losing = bars.reduce((sum, bar) => sum + (bar.atLoss ? bar.clips : 0), 0);
  const amounts: readonly (readonly [CostMarkName, string | null])[] = [
    ["p50", answer.p50],
    ["p90", answer.p90],
    ["p99", answer.p99],
    ["earned", earned !== null && isZero(earned) ? null : earned],
  ];
  return {
    bars,
    marks: amounts.flatMap(([name, amount]) =>
      amount === null ? [] : [{ name, amount, ...place(toPixelValue(amount), bars) }],
    ),
    ticks: ticksOf(bars),
    atLoss: earned === null || answer.clips === 0 ? null : losing / answer.clips,
  };
}

/** Bins are equally wide on the page; inside one, equal steps are equal factors too. */
function place(amount: number, bars: readonly CostBar[]): Pick<CostMark, "at" | "beyond"> {
  const bar = bars.find(({ to }) => amount < toPixelValue(to));
  if (bar === undefined) return { at: 1, beyond: "right" };
  const [from, to] = [toPixelValue(bar.from), toPixelValue(bar.to)];
  if (amount < from)
    return { at: bar.index / bars.length, beyond: bar.index === 0 ? "left" : null };
  const within = Math.log(amount / from) / Math.log(to / from);
  return { at: (bar.index + within) / bars.length, beyond: null };
}

function ticksOf(bars: readonly CostBar[]): CostHistogram["ticks"] {
  const edges = [...bars.map(({ from }) => from), bars.at(-1)?.to ?? "0"];
  const step = Math.max(1, Math.ceil(bars.length / MOST_TICKS));
  return edges.flatMap((amount, index) =>
    index % step === 0 ? [{ amount, at: index / bars.length }] : [],
  );
}
