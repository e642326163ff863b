import type { BreakdownRow } from "../../../api/contract/analytics.ts";
import { numberCell, type FigureTable } from "../../download/figure-csv.ts";
import type { Messages } from "../../i18n/en.ts";
import { knownMargin, knownSpend } from "../../series/known-spend.ts";
import type { Dimension } from "../../view/view-search.ts";

/** Every value of a dimension with its figures to the last digit; unknown is empty. */
export function breakdownCsv(
  rows: readonly BreakdownRow[],
  by: Dimension,
  t: Messages,
): FigureTable {
  const words = t.overview.table;
  return {
    names: [
      t.dimensions[by],
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
    rows: rows.map((row) => [
      { text: row.values[by] ?? "" },
      numberCell(knownSpend(row)),
      numberCell(row.revenue),
      numberCell(knownMargin(row)),
      numberCell(row.generations),
      numberCell(row.failed),
      numberCell(row.unpriced),
      numberCell(row.cost_per_generation),
      numberCell(row.gpu_seconds),
      numberCell(row.users),
    ]),
  };
}
