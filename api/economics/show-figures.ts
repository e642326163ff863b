import type { Coverage, Ratio } from "../../domain/economics/ratio.ts";
import type { Side, UnitEconomics } from "../../domain/economics/unit-economics.ts";
import { formatNano, type Nano } from "../../domain/money.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import type { EconomicsRow, RatioShown } from "../contract/economics.ts";
import type { EconomicsQuestion } from "./economics-question.ts";

/** Figures of a group as they are shown. */
export function showFigures(figures: UnitEconomics): Omit<EconomicsRow, "value"> {
  const { spent } = figures;
  const waste = WASTE_CAUSES.map((cause) => [cause, formatNano(spent.waste[cause])] as const);
  return {
    generations: spent.generations,
    succeeded: spent.succeeded,
    delivered: spent.delivered,
    unpriced: spent.unpriced,
    in_flight: spent.inFlight,
    spend: formatNano(spent.spend),
    direct_revenue: shown(figures.direct),
    allocated_revenue: shown(figures.allocated),
    revenue: shown(figures.revenue),
    direct_margin: shown(figures.directMargin),
    margin: shown(figures.margin),
    coverage: showCoverage(figures.coverage),
    cost_per_clip: showRatio(figures.costPerClip),
    revenue_per_clip: showRatio(figures.revenuePerClip),
    cost_per_succeeded_clip: showRatio(figures.costPerSucceededClip),
    revenue_per_succeeded_clip: showRatio(figures.revenuePerSucceededClip),
    cost_per_delivered_clip: showRatio(figures.costPerDeliveredClip),
    active_users: figures.activeUsers,
    cost_per_active_user: showRatio(figures.costPerActiveUser),
    revenue_per_active_user: showRatio(figures.revenuePerActiveUser),
    payers: showSide(figures.payers),
    non_payers: showSide(figures.nonPayers),
    waste: formatNano(figures.waste),
    waste_by_cause: Object.fromEntries(waste) as EconomicsRow["waste_by_cause"],
  };
}

/** What every answer about the ledger says about itself; `spent` are the generations of its figures. */
export function showLedgerContext(
  question: EconomicsQuestion,
  spent: { readonly generations: number; readonly byBook: number },
) {
  const { scope, timeZone, asOfMs, bookName, leftOut } = question;
  return {
    ...isoPeriod(scope.range),
    timezone: timeZone,
    currency: scope.currency,
    as_of: new Date(asOfMs).toISOString(),
    book:
      bookName === null
        ? null
        : { name: bookName, priced: spent.byBook, kept: spent.generations - spent.byBook },
    left_out: leftOut.show(),
  };
}

/** An amount, or null where it is unknown. */
export function shown(amount: Nano | null): string | null {
  return amount === null ? null : formatNano(amount);
}

/** An amount for each of something. */
export function showRatio({ value, per, reason }: Ratio): RatioShown {
  return { value: shown(value), per, reason };
}

/** Millionths as a decimal of six places: 1200n → "0.001200". */
export function showMillionths(millionths: bigint): string {
  const magnitude = millionths < 0n ? -millionths : millionths;
  const fraction = (magnitude % 1_000_000n).toString().padStart(6, "0");
  return `${millionths < 0n ? "-" : ""}${magnitude / 1_000_000n}.${fraction}`;
}

function showCoverage({ millionths, per, reason }: Coverage): EconomicsRow["coverage"] {
  const value = millionths === null ? null : showMillionths(millionths);
  return { value, per: formatNano(per), reason };
}

function showSide(side: Side): EconomicsRow["payers"] {
  return {
    active_users: side.activeUsers,
    generations: side.generations,
    spend: formatNano(side.spend),
    revenue: shown(side.revenue),
    margin: shown(side.margin),
  };
}
