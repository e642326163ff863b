import { formatNano } from "../../domain/money.ts";
import type { MarginAnswer } from "../contract/margin.ts";
import type { Corrections, CorrectionsSkipped, GroupCorrection } from "./corrections.ts";

const SKIPPED: Readonly<Record<CorrectionsSkipped, string>> = {
  live: "Everything is as it is known now, so nothing stands apart as a correction.",
  other_zone:
    "Months were closed in another time zone than the one asked for: ask without tz to see them as they were closed.",
  partial_months:
    "The period holds only a part of some months; a month's corrections belong to the whole of it.",
};

/** Corrections as they are shown. */
export function showCorrections({
  skipped,
  months,
  leftOut,
}: Corrections): MarginAnswer["corrections"] {
  return {
    skipped,
    skipped_text: skipped === null ? null : SKIPPED[skipped],
    totals: totalsOf(months.flatMap(({ groups }) => [...groups.values()])),
    months: months.map(({ bookedIn, month, groups }) => ({
      booked_in: bookedIn,
      month,
      ...totalsOf([...groups.values()]),
      data: [...groups].map(([value, { spend, revenue }]) => ({
        value,
        spend: formatNano(spend),
        recognised_revenue: formatNano(revenue),
      })),
    })),
    left_out: leftOut.show(),
  };
}

function totalsOf(parts: readonly GroupCorrection[]) {
  const spend = parts.reduce((sum, part) => sum + part.spend, 0n);
  const revenue = parts.reduce((sum, part) => sum + part.revenue, 0n);
  return {
    spend: formatNano(spend),
    recognised_revenue: formatNano(revenue),
    margin: formatNano(revenue - spend),
  };
}
