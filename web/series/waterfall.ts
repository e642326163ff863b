import type { Measures } from "../../api/contract/measures.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { WASTE_CAUSES, type WasteCause } from "../../domain/waste.ts";
import { addDecimals, subtractDecimals, toPixelValue } from "../format/money.ts";
import { knownSpend } from "./known-spend.ts";

export type WaterfallPart = "revenue" | "kept" | WasteCause | "margin" | "spend";

/** One step from the revenue down to the margin. */
export interface WaterfallStep {
  readonly part: WaterfallPart;
  /** What comes in is above zero, what is spent below; the last step is the sum of all before. */
  readonly amount: string;
  readonly isTotal: boolean;
  /** Where its bar starts and ends, 0…1 from the left edge; zero is at `zero`. For pixels only. */
  readonly from: number;
  readonly to: number;
  readonly zero: number;
}

/**
 * Revenue less what was of use, less each cause of waste, is the margin, to the nano. Without a known revenue the steps are
 * those of the spend. Null where the spend is not known.
 */
export function waterfall(figures: Measures): readonly WaterfallStep[] | null {
  const spend = knownSpend(figures);
  if (spend === null) return null;
  const { revenue } = figures;
  const causes = WASTE_CAUSES.map((cause) => ({
    part: cause,
    amount: figures.waste_by_cause[cause] ?? "0",
  }));
  const ofUse = subtractDecimals(spend, addDecimals(causes.map(({ amount }) => amount)));
  const spent = [{ part: "kept" as const, amount: ofUse }, ...causes].map(({ part, amount }) => ({
    part,
    amount: formatNano(-parseNano(amount)),
  }));
  const steps: readonly { readonly part: WaterfallPart; readonly amount: string }[] =
    revenue === null ? spent : [{ part: "revenue", amount: revenue }, ...spent];
  const total = {
    part: revenue === null ? ("spend" as const) : ("margin" as const),
    amount: addDecimals(steps.map(({ amount }) => amount)),
  };
  return placed(steps, total);
}

type Amount = Pick<WaterfallStep, "part" | "amount">;

/** Each step begins where the one before it ended; the total begins at zero. */
function placed(steps: readonly Amount[], total: Amount): readonly WaterfallStep[] {
  let sum = "0";
  const spans = steps.map(({ amount }) => {
    const start = toPixelValue(sum);
    sum = addDecimals([sum, amount]);
    return [start, toPixelValue(sum)] as const;
  });
  spans.push([0, toPixelValue(total.amount)]);
  const low = Math.min(0, ...spans.flat());
  const width = Math.max(Math.max(0, ...spans.flat()) - low, Number.MIN_VALUE);
  const at = (value: number) => (value - low) / width;
  return [...steps, total].map((step, index) => {
    const [start, end] = spans[index] ?? [0, 0];
    return {
      ...step,
      isTotal: step === total,
      from: at(Math.min(start, end)),
      to: at(Math.max(start, end)),
      zero: at(0),
    };
  });
}
