import { MaybeMoney, Money } from "../../format/money-text.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { SeriesPoint, SpendRevenueSeries } from "../../series/spend-revenue-series.ts";
import { cellClass, DataTable, type Column } from "../../ui/data-table.tsx";
import type { Interval } from "../../view/time-range.ts";
import { formatBucket } from "./bucket-text.ts";

interface SeriesTableProps {
  readonly series: SpendRevenueSeries;
  readonly currency: string;
  readonly interval: Interval;
  readonly height: number;
}

/** The chart's numbers, newest first. */
export function SeriesTable({ series, currency, interval, height }: SeriesTableProps) {
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
  ];
  return (
    <div className="-mx-5 overflow-y-auto" style={{ maxHeight: height }}>
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
            <td className={cellClass({}, "py-2.5")} colSpan={hasPrevious ? 2 : 1}>
              {"\u00a0"}
            </td>
          </tr>
        }
      />
    </div>
  );
}
