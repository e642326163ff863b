import { annotationText } from "../../annotations/annotation-text.ts";
import { numberCell, type FigureTable } from "../../download/figure-csv.ts";
import type { Format } from "../../format/create-format.ts";
import { subtractDecimals } from "../../format/money.ts";
import type { Messages } from "../../i18n/en.ts";
import type { AnnotationMark } from "../../series/annotation-marks.ts";
import type { SeriesPoint } from "../../series/spend-revenue-series.ts";
import { localMinute } from "../../view/time-range.ts";

/** Every point with its figures to the last digit, and what happened then; the oldest first. */
export function seriesCsv(
  points: readonly SeriesPoint[],
  marks: readonly AnnotationMark[],
  t: Messages,
  format: Format,
): FigureTable {
  const words = t.overview.series;
  const instant = (at: string) => ({ text: localMinute(Date.parse(at), format.timeZone) });
  return {
    names: [
      t.download.start,
      t.download.end,
      words.open,
      words.spend,
      words.revenue,
      t.overview.cards.margin,
      t.overview.cards.generations,
      words.previousSpend,
      words.previousRevenue,
      t.annotations.column,
    ],
    rows: points.map((point) => [
      instant(point.start),
      instant(point.end),
      { text: point.open ? t.common.yes : t.common.no },
      numberCell(point.spend),
      numberCell(point.revenue),
      numberCell(point.revenue === null ? null : subtractDecimals(point.revenue, point.spend)),
      numberCell(point.generations),
      numberCell(point.previous?.spend ?? null),
      numberCell(point.previous?.revenue ?? null),
      {
        text: (marks.find((mark) => mark.index === point.index)?.items ?? [])
          .map((item) => annotationText(item, t, format))
          .join("; "),
      },
    ]),
  };
}
