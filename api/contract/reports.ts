import { z } from "@hono/zod-openapi";
import { marginAnswer, marginQuery } from "./margin.ts";
import { count, instant, month, pageOf, uuid } from "./scalars.ts";

export const keepReportInput = z
  .strictObject({
    kind: z.literal("margin"),
    name: z.string().trim().min(1).max(200).optional(),
    /** As `GET /api/v1/analytics/margin` takes it. */
    query: marginQuery.default(() => marginQuery.parse({})),
  })
  .openapi("KeepReportInput");

export const keptReportRow = z
  .object({
    id: uuid,
    kind: z.literal("margin"),
    name: z.string(),
    /** The month whose closing kept it; null for one that somebody kept. */
    month: month.nullable(),
    /** The question with every default filled in. */
    query: z.record(z.string(), z.string()),
    /** Hex SHA-256 of the answer's JSON as it was given. */
    sha256: z.string(),
    created_at: instant,
    created_by: z.string(),
  })
  .openapi("KeptReportRow");
export type KeptReportRow = z.infer<typeof keptReportRow>;

export const keptReportsAnswer = pageOf(keptReportRow).openapi("KeptReportsAnswer");
export type KeptReportsAnswer = z.infer<typeof keptReportsAnswer>;

export const keptReport = keptReportRow
  .extend({
    /** Exactly what was given. */
    answer: marginAnswer,
  })
  .openapi("KeptReport");
export type KeptReport = z.infer<typeof keptReport>;

export const DIFFERENCE_PLACES = [
  "totals",
  "with_corrections",
  "row",
  "correction",
  "left_out",
] as const;

export const reportDifference = z
  .object({
    where: z.enum(DIFFERENCE_PLACES),
    /** The row: a group, a month and the one that corrects it, or a currency; null for totals. */
    name: z.string().nullable(),
    field: z.string(),
    /** Null where the row was not there. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .openapi("ReportDifference");
export type ReportDifference = z.infer<typeof reportDifference>;

export const reportAgain = z
  .object({
    report: keptReportRow,
    /** The same question, answered now. */
    now: marginAnswer,
    /** True when every figure is what it was. */
    same: z.boolean(),
    differences: z.array(reportDifference),
    /** What was written since and may be behind the differences. */
    since: z.object({
      /** Revenue entries of the period with another version. */
      revenue_entries: count,
      rates: count,
      /** Re-ratings of the period that were applied or reverted. */
      rerates: z.array(uuid),
      months_closed: z.array(month),
      months_reopened: z.array(month),
    }),
  })
  .openapi("ReportAgain");
export type ReportAgain = z.infer<typeof reportAgain>;
