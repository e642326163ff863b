import { isoPeriod } from "../analytics/open-question.ts";
import type { ExportColumn } from "./export-column.ts";

/** What every row of a CSV says about the question it answers: rows of two files stay apart when they are put together. */
export function questionColumns<Row>(question: {
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly timeZone: string;
  readonly filters: readonly { readonly dimension: string; readonly values: readonly string[] }[];
}): readonly ExportColumn<Row>[] {
  const { from, to } = isoPeriod(question.range);
  const period = `${from}/${to} ${question.timeZone}`;
  const filters = question.filters
    .map(({ dimension, values }) => `${dimension}=${values.join("|")}`)
    .join("; ");
  return [
    { name: "report_period", kind: "text", value: () => period },
    { name: "report_filters", kind: "text", value: () => filters },
  ];
}
