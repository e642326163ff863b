import type { TooltipText } from "../../charts/explore-tooltip.tsx";
import { toPixelValue } from "../../format/money.ts";
import type { ExploreSeries } from "../../series/explore-series.ts";
import type { LineLook } from "../../series/line-looks.ts";
import type { Value } from "../../series/measure.ts";

const MOST_LINES = 9;

interface TooltipWords {
  readonly bucket: (start: string, end: string) => string;
  readonly open: string;
  readonly value: (value: Value) => string;
  readonly label: (at: number) => string;
  readonly total: string;
}

/** The figures of one bucket, largest first; the total is of all lines, shown or not. */
export function tooltipText(
  series: ExploreSeries,
  at: number,
  looks: ReadonlyMap<string, LineLook>,
  words: TooltipWords,
): TooltipText | null {
  const bucket = series.buckets[at];
  if (bucket === undefined) return null;
  const size = (value: Value | undefined) =>
    value === null || value === undefined ? -1 : Math.abs(toPixelValue(value));
  const ranked = series.lines
    .map((line, index) => ({ line, index }))
    .toSorted((a, b) => size(b.line.points[at]) - size(a.line.points[at]));
  const total = series.totals[at] ?? null;
  const title = words.bucket(bucket.start, bucket.end);
  return {
    title: bucket.open ? `${title} · ${words.open}` : title,
    compared:
      bucket.previous === null ? null : words.bucket(bucket.previous.start, bucket.previous.end),
    lines: ranked.slice(0, MOST_LINES).map(({ line, index }) => ({
      key: line.key,
      label: words.label(index),
      value: words.value(line.points[at] ?? null),
      before:
        bucket.previous === null || line.previous === null
          ? null
          : words.value(line.previous[at] ?? null),
      color: looks.get(line.key)?.color ?? "var(--text)",
    })),
    total:
      series.lines.length < 2 || total === null
        ? null
        : { label: words.total, value: words.value(total) },
  };
}
