import { arrivingBefore } from "../../db/postgres/management/arriving-facts.ts";
import type { Month } from "../../domain/finance/month.ts";
import { addMonths } from "../../domain/finance/month.ts";
import type { OpenPoints } from "../contract/months.ts";
import { ApiError } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { rangeOfMonth } from "./month-report.ts";
import type { MonthsOf } from "./months-of.ts";
import { pointTexts } from "./points-of.ts";

/** Refuses a month that is not the next one to be closed. @throws ApiError `conflict` */
export function refuseOutOfOrder(month: Month, months: MonthsOf): void {
  const { books, first, current } = months;
  const last = books.closings.at(-1)?.month;
  if (month >= current) {
    throw conflict(
      `${month} has not ended in ${months.timeZone}: a month is closed after its end.`,
    );
  }
  if (last === undefined) {
    if (first === null || month <= first) return;
    throw conflict(`Months are closed in their order: close ${first} first, it has figures.`);
  }
  if (month <= last) throw conflict(`${month} is closed already.`);
  const next = addMonths(last, 1);
  if (month !== next) throw conflict(`Months are closed in their order: close ${next} first.`);
}

/** Refuses while facts are on their way into the month's figures. @throws ApiError `conflict` */
export async function refuseArriving(
  ctx: CallContext,
  month: Month,
  timeZone: string,
): Promise<void> {
  const { toMs } = rangeOfMonth(month, timeZone);
  const { facts, days, rerates } = await arrivingBefore(ctx.deps.pg.drizzle, ctx.workspaceId, toMs);
  const waiting = [
    ...(facts === 0 ? [] : [`${facts} facts wait to be delivered`]),
    ...(days === 0 ? [] : [`${days} days wait for their figures to be rebuilt`]),
    ...(rerates === 0 ? [] : ["a re-rating is under way"]),
  ];
  if (waiting.length === 0) return;
  throw conflict(`Figures of ${month} are still arriving: ${waiting.join(", ")}. Try again soon.`);
}

/** Refuses a month with open points that nobody has accepted. @throws ApiError `conflict` */
export function refuseOpenPoints(month: Month, points: OpenPoints, accepted: boolean): void {
  const texts = pointTexts(points);
  if (accepted || texts.length === 0) return;
  throw new ApiError(
    "conflict",
    `${month} has open points: ${texts.join(", ")}. Settle them, or close it with accept_open_points; what comes of them will be a correction.`,
    [{ field: "accept_open_points", message: `must be true to close it: ${texts.join(", ")}` }],
  );
}

/** The 409 of a month that can't be closed or opened now. */
export function conflict(detail: string): ApiError {
  return new ApiError("conflict", detail);
}
