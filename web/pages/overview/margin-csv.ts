import { numberCell, type FigureTable } from "../../download/figure-csv.ts";
import type { Messages } from "../../i18n/en.ts";
import type { MarginRow } from "../../series/margin-rows.ts";
import type { Dimension } from "../../view/view-search.ts";

/** The bars' figures; the last row is the sum of what has no bar. */
export function marginCsv(rows: readonly MarginRow[], by: Dimension, t: Messages): FigureTable {
  const words = t.overview.table;
  const { row: kind, rows: kinds } = t.download;
  return {
    names: [kind, t.dimensions[by], words.spend, words.revenue, words.margin],
    rows: rows.map((row) => [
      { text: row.isOther ? kinds.rest : kinds.value },
      row.isOther ? null : { text: row.label },
      numberCell(row.spend),
      numberCell(row.revenue),
      numberCell(row.margin),
    ]),
  };
}
