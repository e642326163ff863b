import type { BreakdownRow, SummaryAnswer } from "../../../api/contract/analytics.ts";
import type { Measures } from "../../../api/contract/measures.ts";
import type { CsvCell } from "../../../domain/csv/csv-table.ts";
import { numberCell, type FigureTable } from "../../download/figure-csv.ts";
import type { Messages } from "../../i18n/en.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import type { Dimension } from "../../view/view-search.ts";

/**
 * Every value of a dimension with its figures to the last digit, their total as the page has it, and what there is in
 * other currencies, which no total holds. The first column says which of these a row is; unknown is empty.
 */
export function breakdownCsv(
  rows: readonly BreakdownRow[],
  summary: Pick<SummaryAnswer, "totals" | "currency" | "other_currencies">,
  by: Dimension,
  t: Messages,
): FigureTable {
  const words = t.overview.table;
  const { row: kind, rows: kinds } = t.download;
  const { totals, currency, other_currencies: others } = summary;
  const figures = (measures: Measures): readonly CsvCell[] => [
    { text: currency },
    numberCell(knownSpend(measures)),
    numberCell(measures.revenue),
    numberCell(knownMargin(measures)),
    numberCell(measures.generations),
    numberCell(measures.failed),
    numberCell(measures.unpriced),
    numberCell(measures.cost_per_generation),
    numberCell(measures.gpu_seconds),
    numberCell(measures.users),
  ];
  return {
    names: [
      kind,
      t.dimensions[by],
      t.download.currency,
      words.spend,
      words.revenue,
      words.margin,
      words.generations,
      words.failed,
      t.download.unpriced,
      words.cost,
      t.download.gpuSeconds,
      words.users,
    ],
    rows: [
      ...rows.map((row) => [
        { text: kinds.value },
        { text: row.values[by] ?? "" },
        ...figures(row),
      ]),
      [{ text: kinds.total }, null, ...figures(totals)],
      ...others.map((other) => [
        { text: kinds.elsewhere },
        null,
        { text: other.currency },
        numberCell(other.spend),
        numberCell(other.revenue),
        null,
        numberCell(other.generations),
        ...Array.from({ length: 5 }, () => null),
      ]),
    ],
  };
}
