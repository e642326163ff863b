import type { AllocationRule } from "../../domain/finance/allocation.ts";
import type { MarginReport } from "../../domain/finance/margin.ts";
import { formatNano } from "../../domain/money.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import type { MarginAnswer } from "../contract/margin.ts";
import type { MarginQuestion } from "./margin-question.ts";

/** What an answer says besides its figures. */
export interface MarginContext {
  readonly question: MarginQuestion;
  readonly rule: AllocationRule;
  readonly entries: number;
}

/** A report as it is shown. */
export function showMargin(report: MarginReport, context: MarginContext): MarginAnswer {
  const { scope, timeZone, asOfMs, by, leftOut } = context.question;
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
