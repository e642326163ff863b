import { createHash } from "node:crypto";
import type { Transaction } from "../../db/postgres/client.ts";
import { insertReport, type KeptReportRecord } from "../../db/postgres/management/kept-reports.ts";
import type { Month } from "../../domain/finance/month.ts";
import type { CallContext } from "../http/call-context.ts";
import type { ReportRun } from "./run-report.ts";

/** Keeps a report word for word, with its digest. */
export async function storeReport(
  ctx: CallContext,
  tx: Transaction,
  report: { readonly name: string; readonly month: Month | null; readonly run: ReportRun },
): Promise<KeptReportRecord> {
  const { name, month, run } = report;
  const answer = JSON.stringify(run.answer);
  const record: KeptReportRecord = {
    id: ctx.newId(),
    workspaceId: ctx.workspaceId,
    kind: "margin",
    name,
    month,
    query: run.query,
    answer,
    sha256: digestOf(answer),
    revenueRecorded: run.revenueRecorded,
    fxRecorded: run.fxRecorded,
    createdAt: new Date(ctx.nowMs),
    createdBy: ctx.caller.name,
  };
  await insertReport(tx, record);
  return record;
}

/** Hex SHA-256 of a text. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
