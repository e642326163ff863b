import { findReport, type KeptReportRecord } from "../../db/postgres/management/kept-reports.ts";
import { isUuid } from "../../domain/uuid-v7.ts";
import type { KeptReport } from "../contract/reports.ts";
import { notFound } from "../http/api-error.ts";
import type { CallContext } from "../http/call-context.ts";
import { answerOf, showReport } from "./show-report.ts";

/** A kept report with exactly what it answered. @throws ApiError `not_found` */
export async function getReport(ctx: CallContext, id: string): Promise<KeptReport> {
  const record = await knownReport(ctx, id);
  return { ...showReport(record), answer: answerOf(record) };
}

/** The workspace's kept report of this id. @throws ApiError `not_found` */
export async function knownReport(ctx: CallContext, id: string): Promise<KeptReportRecord> {
  const record = isUuid(id) ? await findReport(ctx.deps.pg.drizzle, ctx.workspaceId, id) : null;
  if (record === null) throw notFound("report");
  return record;
}
