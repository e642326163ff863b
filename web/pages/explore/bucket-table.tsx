import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import type { ExploreBucket, ExploreSeries } from "../../series/explore-series.ts";
import type { Value } from "../../series/measure.ts";
import { DataTable, type Column } from "../../ui/data-table.tsx";
import type { Interval } from "../../view/time-range.ts";
import { formatBucket } from "../overview/bucket-text.ts";

interface BucketTableProps {
  readonly caption: string;
  readonly series: ExploreSeries;
  readonly interval: Interval;
  readonly height: number;
  readonly label: (at: number) => string;
  readonly value: (value: Value) => string;
}

/** The chart's numbers, newest first: a column for each line, and one for all of them. */
export function BucketTable({ caption, series, interval, height, label, value }: BucketTableProps) {
  const t = useMessages();
  const format = useFormat();
  const right = { align: "right" } as const;
  const { lines, buckets, totals, previousTotals } = series;
  const sums = lines.length > 1 && totals.some((total) => total !== null);
  const columns: readonly Column<ExploreBucket>[] = [
    {
      id: "bucket",
      header: t.explore.bucket,
      rowHeader: true,
      cell: (bucket) => (
        <>
          {formatBucket(format, interval, bucket.start, bucket.end)}
          {bucket.open ? <span className="text-muted"> · {t.overview.series.open}</span> : null}
        </>
      ),
    },
    ...lines.map((line, at) => ({
      id: line.key,
      header: label(at),
      ...right,
      cell: (bucket: ExploreBucket) => value(line.points[bucket.index] ?? null),
    })),
    ...(sums
      ? [
          {
            id: "total",
            header: t.explore.total,
            ...right,
            cell: (bucket: ExploreBucket) => value(totals[bucket.index] ?? null),
          },
        ]
      : []),
    ...(previousTotals !== null && totals.some((total) => total !== null)
      ? [
          {
            id: "before",
            header: t.explore.before,
            ...right,
            cell: (bucket: ExploreBucket) =>
              bucket.previous === null ? "–" : value(previousTotals[bucket.index] ?? null),
          },
        ]
      : []),
  ];
  return (
    <div className="-mx-5 overflow-y-auto" style={{ maxHeight: height }}>
      <DataTable
        caption={caption}
        columns={columns}
        rows={buckets.toReversed()}
        rowKey={(bucket) => bucket.start}
      />
    </div>
  );
}
