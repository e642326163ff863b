import type { AllocationRule } from "../../domain/finance/allocation.ts";
import type { MarginReport } from "../../domain/finance/margin.ts";
import { formatNano } from "../../domain/money.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import type { MarginAnswer } from "../contract/margin.ts";
import { monthOf } from "../../domain/finance/month.ts";
import type { Corrections } from "./corrections.ts";
import type { MarginQuestion } from "./margin-question.ts";
import { showCorrections } from "./show-corrections.ts";

/** What an answer says besides its figures. */
export interface MarginContext {
  readonly question: MarginQuestion;
  readonly rule: AllocationRule;
  readonly entries: number;
  readonly corrections: Corrections;
}

/** A report as it is shown. */
export function showMargin(report: MarginReport, context: MarginContext): MarginAnswer {
  const { scope, timeZone, asOfMs, by, leftOut, unfrozen } = context.question;
  const corrections = showCorrections(context.corrections);
  const corrected = sumOf(report, context.corrections);
  return {
    ...isoPeriod(scope.range),
    timezone: timeZone,
    currency: scope.currency,
    as_of: new Date(asOfMs).toISOString(),
    by,
    rule: context.rule,
    totals: {
      spend: formatNano(report.spend),
      recognised_revenue: formatNano(report.recognised),
      direct_revenue: formatNano(report.direct),
      allocated_revenue: formatNano(report.allocated),
      unallocated_revenue: formatNano(report.unallocated),
      margin: formatNano(report.margin),
      entries: context.entries,
    },
    unallocated_reason: report.unallocatedReason,
    left_out: leftOut.show(),
    closed_months: closedMonthsOf(context.question),
    unfrozen,
    corrections,
    with_corrections: corrected,
    data: report.rows.map((row) => ({
      value: row.group,
      generations: row.generations,
      unpriced: row.unpriced,
      in_flight: row.inFlight,
      spend: formatNano(row.spend),
      direct_revenue: formatNano(row.revenue),
      direct_margin: formatNano(row.directMargin),
      allocated_revenue: formatNano(row.allocated),
      full_margin: formatNano(row.fullMargin),
    })),
  };
}

/** The months of the period that a closing in force froze. */
function closedMonthsOf({ books, days, unfrozen }: MarginQuestion): string[] {
  if (unfrozen === "other_zone") return [];
  const [first, last] = [monthOf(days.first), monthOf(days.end - 1)];
  return books.closings.flatMap(({ month }) => (month >= first && month <= last ? [month] : []));
}

function sumOf(report: MarginReport, { months }: Corrections): MarginAnswer["with_corrections"] {
  let [spend, recognised] = [report.spend, report.recognised];
  for (const { groups } of months) {
    for (const part of groups.values()) {
      spend += part.spend;
      recognised += part.revenue;
    }
  }
  return {
    spend: formatNano(spend),
    recognised_revenue: formatNano(recognised),
    margin: formatNano(recognised - spend),
  };
}
