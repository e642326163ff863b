import { annotationText } from "../../annotations/annotation-text.ts";
import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { AnnotationMark } from "../../series/annotation-marks.ts";
import type { SeriesPoint, SpendRevenueSeries } from "../../series/spend-revenue-series.ts";
import { cellClass, DataTable, type Column } from "../../ui/data-table.tsx";
import type { Interval } from "../../view/time-range.ts";
import { formatBucket } from "./bucket-text.ts";

interface SeriesTableProps {
  readonly series: SpendRevenueSeries;
  readonly marks: readonly AnnotationMark[];
  readonly currency: string;
  readonly interval: Interval;
  /** Pixels before it scrolls; null on paper. */
  readonly height: number | null;
}

/** The chart's numbers, newest first. */
export function SeriesTable({ series, marks, currency, interval, height }: SeriesTableProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.overview.series;
  const hasPrevious = series.points.some((point) => point.previous !== null);
  const columns: readonly Column<SeriesPoint>[] = [
    {
      id: "bucket",
      header: words.bucket,
      rowHeader: true,
      cell: (point) => (
        <>
          {formatBucket(format, interval, point.start, point.end)}
          {point.open ? <span className="text-muted"> · {words.open}</span> : null}
        </>
      ),
    },
    {
      id: "spend",
      header: words.spend,
      align: "right",
      cell: (point) => <Money amount={point.spend} currency={currency} />,
    },
    {
      id: "revenue",
      header: words.revenue,
      align: "right",
      cell: (point) => <MaybeMoney amount={point.revenue} currency={currency} />,
    },
    {
      id: "coverage",
      header: words.coverage,
      align: "right",
      cell: (point) => (point.coverage === null ? "–" : format.percent(point.coverage)),
    },
    ...(hasPrevious
      ? [
          {
            id: "previous",
            header: words.previousSpend,
            align: "right" as const,
            cell: (point: SeriesPoint) =>
              point.previous === null ? (
                "–"
              ) : (
                <Money amount={point.previous.spend} currency={currency} />
              ),
          },
        ]
      : []),
    ...(marks.length === 0
      ? []
      : [
          {
            id: "notes",
            header: t.annotations.column,
            cell: (point: SeriesPoint) => (
              <span className="block max-w-96 min-w-48 whitespace-normal">
                {(marks.find((mark) => mark.index === point.index)?.items ?? [])
                  .map((item) => annotationText(item, t, format))
                  .join("; ")}
              </span>
            ),
          },
        ]),
  ];
  return (
    <div className="-mx-5 overflow-y-auto" style={height === null ? {} : { maxHeight: height }}>
      <DataTable
        caption={words.title}
        columns={columns}
        rows={series.points.toReversed()}
        rowKey={(point) => point.start}
        footer={
          <tr className="border-t border-hairline font-medium">
            <th scope="row" className={cellClass({}, "py-2.5 font-medium")}>
              {t.common.total}
            </th>
            <td className={cellClass({ align: "right" }, "py-2.5")}>
              <Money amount={series.totals.spend} currency={currency} />
            </td>
            <td className={cellClass({ align: "right" }, "py-2.5")}>
              <MaybeMoney amount={series.totals.revenue} currency={currency} />
            </td>
            <td className={cellClass({}, "py-2.5")} colSpan={columns.length - 3}>
              {"\u00a0"}
            </td>
          </tr>
        }
      />
    </div>
  );
}
