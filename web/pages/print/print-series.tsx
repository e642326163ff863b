import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo } from "react";
import type { TimeseriesAnswer } from "../../../api/contract/analytics.ts";
import { annotationText } from "../../annotations/annotation-text.ts";
import { annotationsQuery } from "../../client/annotation-queries.ts";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { annotationMarks } from "../../series/annotation-marks.ts";
import {
  chooseLayout,
  spendRevenueSeries,
  type ScaleChoice,
} from "../../series/spend-revenue-series.ts";
import { AwayPart } from "../../ui/away.tsx";
import { lazyPart } from "../../ui/lazy-part.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { View } from "../../view/view.ts";
import { formatTick } from "../overview/bucket-text.ts";
import { SeriesLegend } from "../overview/series-legend.tsx";
import { SeriesTable } from "../overview/series-table.tsx";
import { useChartWords } from "../overview/use-chart-words.ts";

const SpendRevenueChart = lazyPart(
  async () => (await import("../../charts/spend-revenue-chart.tsx")).SpendRevenueChart,
  () => <AwayPart />,
);

const WIDTH = 680;
const HEIGHT = 300;

interface PrintSeriesProps {
  readonly answer: TimeseriesAnswer;
  readonly view: View;
  readonly scale: ScaleChoice | null;
}

/** Spend and revenue over time, drawn, then as a table, then what the numbered lines stand for. */
export function PrintSeries({ answer, view, scale }: PrintSeriesProps) {
  const t = useMessages();
  const format = useFormat();
  const words = t.overview.series;
  const { currency, interval } = answer;
  const series = useMemo(() => spendRevenueSeries(answer), [answer]);
  const annotations = useQuery(annotationsQuery(view)).data;
  const marks = useMemo(
    () => annotationMarks(annotations?.data ?? [], series.points),
    [annotations, series],
  );
  const chartWords = useChartWords(currency, interval);
  const layout = chooseLayout(series, scale);
  return (
    <section>
      <figure className="break-inside-avoid overflow-x-auto">
        <figcaption className="mb-3">
          <h2 className="text-[15px] font-semibold">{words.title}</h2>
          <p className="text-[13px] text-muted">
            {words.subtitle(words.intervals[interval], view.timeZone)}
          </p>
        </figcaption>
        <SeriesLegend hasPrevious={series.points.some((point) => point.previous !== null)} />
        <Suspense fallback={<Skeleton className="h-[300px] w-full" />}>
          <SpendRevenueChart
            points={series.points}
            marks={marks}
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
            width={WIDTH}
            height={HEIGHT}
            formatTick={(point) => formatTick(format, interval, point.start)}
            formatAmount={(value) => format.money(value.toFixed(9), currency, "tick")}
            formatShare={format.percent}
          />
        </Suspense>
        {layout === "log" ? <p className="mt-2 text-xs text-muted">{words.logNote}</p> : null}
      </figure>
      {marks.length === 0 ? null : (
        <ol className="mt-3 text-[13px]">
          {marks.flatMap((mark) =>
            mark.items.map((item) => (
              <li key={item.id} className="flex gap-3 py-0.5">
                <span className="tabular w-6 shrink-0 text-right text-muted">{mark.number}</span>
                <span className="tabular w-32 shrink-0 text-muted">{format.instant(item.at)}</span>
                <span>{annotationText(item, t, format)}</span>
              </li>
            )),
          )}
        </ol>
      )}
      <div className="mt-4 px-5">
        <SeriesTable
          series={series}
          marks={[]}
          currency={currency}
          interval={interval}
          height={null}
        />
      </div>
    </section>
  );
}
