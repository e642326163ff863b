import type { KeptReportRecord } from "../../db/postgres/management/kept-reports.ts";
import { marginAnswer, type MarginAnswer } from "../contract/margin.ts";
import type { KeptReportRow } from "../contract/reports.ts";

/** A kept report as lists show it. */
export function showReport(record: KeptReportRecord): KeptReportRow {
  return {
    id: record.id,
    kind: record.kind,
    name: record.name,
    month: record.month,
    query: { ...record.query },
    sha256: record.sha256,
    created_at: record.createdAt.toISOString(),
    created_by: record.createdBy,
  };
}

/** What a kept report answered. */
export function answerOf(record: KeptReportRecord): MarginAnswer {
  return marginAnswer.parse(JSON.parse(record.answer));
}
