import { dayStartMs } from "../../domain/finance/calendar-day.ts";
import { daysOfMonth, type Month } from "../../domain/finance/month.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import { marginQuery, type MarginAnswer } from "../contract/margin.ts";
import type { CallContext } from "../http/call-context.ts";
import { margin } from "../margin/margin.ts";

/** From where to where a month goes in a zone. */
export function rangeOfMonth(month: Month, timeZone: string): TimeRange {
  const { first, end } = daysOfMonth(month);
  return { fromMs: dayStartMs(first, timeZone), toMs: dayStartMs(end, timeZone) };
}

/** The question of a month's report: by feature, nothing spread. */
export function queryOfMonth(month: Month, timeZone: string) {
  return marginQuery.parse({ ...isoPeriod(rangeOfMonth(month, timeZone)), tz: timeZone });
}

/** A month's report, as it is closed or stands. */
export function monthReport(
  ctx: CallContext,
  month: Month,
  timeZone: string,
): Promise<MarginAnswer> {
  return margin(ctx, queryOfMonth(month, timeZone));
}
