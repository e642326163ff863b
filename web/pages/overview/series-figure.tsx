import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import type { TimeseriesAnswer } from "../../../api/contract/analytics.ts";
import { AnnotationList } from "../../annotations/annotation-list.tsx";
import { annotationsQuery } from "../../client/annotation-queries.ts";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { originOf } from "../../download/figure-origin.ts";
import { annotationMarks } from "../../series/annotation-marks.ts";
import {
  chooseLayout,
  spendRevenueSeries,
  type ScaleChoice,
  type SeriesPoint,
} from "../../series/spend-revenue-series.ts";
import { AwayPart } from "../../ui/away.tsx";
import { lazyPart } from "../../ui/lazy-part.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import { formatTick } from "./bucket-text.ts";
import { SeriesLegend } from "./series-legend.tsx";
import { seriesCsv } from "./series-csv.ts";
import { SeriesTable } from "./series-table.tsx";
import { useChartWords } from "./use-chart-words.ts";

const SpendRevenueChart = lazyPart(
  async () => (await import("../../charts/spend-revenue-chart.tsx")).SpendRevenueChart,
  () => <AwayPart />,
);

const HEIGHT = 340;

interface SeriesFigureProps {
  readonly query: UseQueryResult<TimeseriesAnswer>;
  readonly view: View;
  readonly asTable: boolean;
  readonly scale: ScaleChoice | null;
  readonly onScale: (scale: ScaleChoice) => void;
  readonly onTable: (on: boolean) => void;
  readonly onSelect: (point: SeriesPoint) => void;
  /** What a point leads to: itself as the period, against the one before, or its clips. */
  readonly selects: "period" | "clips";
  readonly onZoom: (first: SeriesPoint, last: SeriesPoint) => void;
}

/** Spend and revenue over time, as a drawing or as a table of the same numbers. */
export function SeriesFigure({
  query,
  view,
  asTable,
  scale,
  onScale,
  onTable,
  onSelect,
  selects,
  onZoom,
}: SeriesFigureProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.overview.series;
  const { data } = query;
  const series = useMemo(() => (data === undefined ? null : spendRevenueSeries(data)), [data]);
  const annotations = useQuery(annotationsQuery(view)).data;
  const marks = useMemo(
    () => annotationMarks(annotations?.data ?? [], series?.points ?? []),
    [annotations, series],
  );
  const layout = series === null ? "shared" : chooseLayout(series, scale);
  const interval = data?.interval ?? view.interval;
  const currency = data?.currency ?? "USD";
  const leadsTo = selects === "period" ? t.zoom.toPeriod : t.zoom.toClips;
  const chartWords = useChartWords(currency, interval);
  const notes = { log: words.logNote, split: words.splitNote, shared: null };
  return (
    <Figure
      className="xl:col-span-7"
      title={words.title}
      subtitle={words.subtitle(words.intervals[interval], view.timeZone)}
      status={figureStatus(query)}
      height={HEIGHT + 32}
      note={
        asTable ? null : [notes[layout], leadsTo(interval), t.zoom.hint].filter(Boolean).join(" ")
      }
      download={
        series === null
          ? null
          : {
              origin: originOf(view, currency),
              table: () => seriesCsv(series.points, marks, t, format),
            }
      }
      isTable={asTable}
      footer={
        annotations === undefined ? (
          <div className="mt-3 h-[46px] border-t border-hairline" />
        ) : (
          <AnnotationList
            marks={marks}
            more={annotations.more}
            defaultMs={Math.min(Date.parse(data?.as_of ?? ""), view.toMs) || view.fromMs}
          />
        )
      }
      tools={
        <>
          {asTable ? null : (
            <Segmented
              label={words.scale}
              value={layout === "log" ? "log" : "lin"}
              onChange={onScale}
              choices={[
                { value: "lin", label: words.linear },
                { value: "log", label: words.log },
              ]}
            />
          )}
          <Segmented
            label={t.shortcuts.table}
            value={asTable ? "table" : "chart"}
            onChange={(value) => onTable(value === "table")}
            choices={[
              { value: "chart", label: t.overview.asChart },
              { value: "table", label: t.overview.asTable },
            ]}
          />
        </>
      }
    >
      {series === null ? null : asTable ? (
        <SeriesTable
          series={series}
          marks={marks}
          currency={currency}
          interval={interval}
          height={HEIGHT + 32}
        />
      ) : (
        <>
          <SeriesLegend hasPrevious={series.points.some((point) => point.previous !== null)} />
          <Suspense fallback={<Skeleton className="h-[340px] w-full" />}>
            <SpendRevenueChart
              // A pointer that rests over the chart must not point at a day of the period before.
              key={`${series.points[0]?.start} ${series.points.length}`}
              points={series.points}
              layout={layout}
              currency={currency}
              title={words.title}
              description={words.describe(
                format.day(view.fromMs),
                format.day(view.toMs - 1),
                format.money(series.totals.spend, currency),
                chartWords.money(series.totals.revenue, currency),
              )}
              words={chartWords}
              height={HEIGHT}
              formatTick={(point) => formatTick(format, interval, point.start)}
              formatAmount={(value) => format.money(plainDecimal(value), currency, "tick")}
              formatShare={format.percent}
              onSelect={onSelect}
              onZoom={onZoom}
              marks={marks}
            />
          </Suspense>
        </>
      )}
    </Figure>
  );
}

/** An axis position as a decimal string: ticks are round numbers, not amounts of money. */
function plainDecimal(value: number): string {
  return value.toFixed(9);
}
