import type { SeriesPoint } from "../series/spend-revenue-series.ts";

/** Sentences and formatters, made by the page, so that charts know no language. */
export interface ChartWords {
  readonly spend: string;
  readonly revenue: string;
  readonly coverage: string;
  readonly coverageNote: string;
  readonly margin: string;
  readonly open: string;
  readonly bucket: (start: string, end: string) => string;
  readonly money: (decimal: string | null, currency: string) => string;
  readonly marginOf: (point: SeriesPoint) => string;
  readonly share: (fraction: number) => string;
  readonly generations: (count: number) => string;
  readonly zoomStart: (at: string) => string;
}

interface ChartTooltipProps {
  readonly active: boolean;
  readonly point: SeriesPoint | undefined;
  readonly currency: string;
  readonly words: ChartWords;
}

/** The figures of one bucket, said politely to screen readers as the cursor moves. */
export function ChartTooltip({ active, point, currency, words }: ChartTooltipProps) {
  if (!active || point === undefined) return null;
  const { previous } = point;
  return (
    <div
      role="status"
      aria-live="polite"
      className="min-w-48 rounded-lg border border-hairline bg-raised p-3 text-xs shadow-pop"
    >
      <p className="mb-2 font-medium">
        {words.bucket(point.start, point.end)}
        {point.open ? <span className="ml-1.5 text-muted">· {words.open}</span> : null}
      </p>
      <dl className="tabular grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Row label={words.spend} mark="bg-spend" value={words.money(point.spend, currency)} />
        <Row label={words.revenue} mark="bg-revenue" value={words.money(point.revenue, currency)} />
        <Row label={words.margin} value={words.marginOf(point)} />
        <Row
          label={words.coverage}
          value={point.coverage === null ? "–" : words.share(point.coverage)}
        />
      </dl>
      <p className="mt-2 text-muted">{words.generations(point.generations)}</p>
      {previous === null ? null : (
        <p className="mt-2 border-t border-hairline pt-2 text-muted">
          {words.bucket(previous.start, previous.start)}: {words.money(previous.spend, currency)} /{" "}
          {words.money(previous.revenue, currency)}
        </p>
      )}
    </div>
  );
}

function Row({ label, value, mark }: { label: string; value: string; mark?: string }) {
  return (
    <>
      <dt className="flex items-center gap-1.5 text-muted">
        <span aria-hidden="true" className={`size-2 rounded-full ${mark ?? ""}`} />
        {label}
      </dt>
      <dd className="text-right font-medium">{value}</dd>
    </>
  );
}
