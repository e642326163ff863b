import { z } from "@hono/zod-openapi";
import { leftOut } from "./margin.ts";
import { count, currency, cursor, decimal, instant, month, pageOf, uuid } from "./scalars.ts";

const money = { spend: decimal, recognised_revenue: decimal, margin: decimal };

/** What speaks against closing a month: its figures are not all known. */
export const openPoints = z
  .object({
    /** Clips that still run: what they cost will be a correction. */
    in_flight: count,
    /** Clips that their upstream no longer knows; their money is still held. */
    lost: count,
    /** Clips whose cost is unknown, and in no sum. */
    unpriced: count,
    /** Days whose generations were removed by their age. */
    removed_days: count,
    /** Money that no exchange rate converts. */
    left_out: z.array(leftOut),
  })
  .openapi("OpenPoints");
export type OpenPoints = z.infer<typeof openPoints>;

export const monthRow = z
  .object({
    month,
    from: instant,
    to: instant,
    /** `running`: it has not ended. */
    state: z.enum(["running", "open", "closed"]),
    /** What can be done with it now. */
    next: z.enum(["close", "reopen"]).nullable(),
    ...money,
    /** What it corrects of months that were closed before it. */
    corrections: z.object(money),
    open_points: openPoints,
    /** Facts on their way into its figures; it can be closed when there are none. */
    arriving: z.object({ facts: count, days: count, rerates: count }),
    closed_at: instant.nullable(),
    closed_by: z.string().nullable(),
    /** The report that was kept when it was closed. */
    report_id: uuid.nullable(),
  })
  .openapi("MonthRow");
export type MonthRow = z.infer<typeof monthRow>;

export const monthsAnswer = pageOf(monthRow)
  .extend({
    /** The zone in which months are cut: that of the workspace, or, once a month is closed, that of the closings. */
    timezone: z.string(),
    currency,
  })
  .openapi("MonthsAnswer");
export type MonthsAnswer = z.infer<typeof monthsAnswer>;

export const MAX_MONTHS = 60;

export const monthsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(MAX_MONTHS).default(12),
});

/** `{month}` of a path. */
export const monthParam = z.object({
  month: month.openapi({ param: { name: "month", in: "path" } }),
});

export const closeMonthInput = z
  .strictObject({
    /** Closes it although something is still open; what comes of it is a correction later. */
    accept_open_points: z.boolean().default(false),
  })
  .openapi("CloseMonthInput");

export const reopenMonthInput = z
  .strictObject({ reason: z.string().trim().min(1).max(1_000) })
  .openapi("ReopenMonthInput");
