import type { UseQueryResult } from "@tanstack/react-query";
import { LineChart } from "lucide-react";
import { Suspense, useMemo } from "react";
import type { TimeseriesAnswer } from "../../../api/contract/analytics.ts";
import { Figure, figureStatus } from "../../charts/figure.tsx";
import { useFormat } from "../../format/use-format.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { exploreRows } from "../../series/explore-rows.ts";
import { exploreSeries } from "../../series/explore-series.ts";
import { lineLooks } from "../../series/line-looks.ts";
import {
  MEASURE_KINDS,
  needsRevenue,
  orderFor,
  type Measure,
  type Value,
} from "../../series/measure.ts";
import { AwayPart } from "../../ui/away.tsx";
import { lazyPart } from "../../ui/lazy-part.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { OtherCurrencies } from "../../ui/other-currencies.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { FilterName } from "../../view/view-search.ts";
import type { View } from "../../view/view.ts";
import { formatBucket, formatTick } from "../overview/bucket-text.ts";
import { BucketTable } from "./bucket-table.tsx";
import { ExploreLegend } from "./explore-legend.tsx";
import { axisText, measureText } from "./measure-text.ts";
import { tooltipText } from "./tooltip-text.ts";
import { valuesLabel } from "../../view-bar/value-label.ts";

const ExploreChart = lazyPart(
  async () => (await import("../../charts/explore-chart.tsx")).ExploreChart,
  () => <AwayPart />,
);

const HEIGHT = 320;
const LEGEND_HEIGHT = 32;
/** More marks than this are neither told apart nor drawn fast. */
const MOST_BARS = 1_200;

interface SeriesQuestionFigureProps {
  readonly query: UseQueryResult<TimeseriesAnswer>;
  readonly title: string;
  readonly subtitle: string;
  /** The question in a sentence: names the drawing and its table. */
  readonly label: string;
  readonly measure: Measure;
  readonly dimensions: readonly FilterName[];
  readonly shape: "line" | "bars";
  readonly cumulative: boolean;
  readonly asTable: boolean;
  readonly view: View;
  readonly onTable: (on: boolean) => void;
  readonly onSelect: (bucket: { readonly start: string; readonly end: string }) => void;
}

/** A measure over time, split by what is asked: drawn, or as a table of the same numbers. */
export function SeriesQuestionFigure(props: SeriesQuestionFigureProps) {
  const { query, measure, dimensions, asTable, view, shape, cumulative } = props;
  const t = useMessages();
  const format = useFormat();
  const words = t.explore;
  const { data } = query;
  const series = useMemo(
    () => (data === undefined ? null : exploreSeries(data, measure, cumulative)),
    [data, measure, cumulative],
  );
  const looks = useMemo(() => lineLooks(series?.lines ?? []), [series]);
  const rows = useMemo(() => (series === null ? [] : exploreRows(series)), [series]);
  const interval = data?.interval ?? view.interval;
  const input = { format, t, currency: data?.currency ?? "USD" };
  const value = (each: Value) => measureText(measure, each, input);
  const label = (at: number): string => {
    const line = series?.lines[at];
    if (line === undefined) return "";
    if (line.isRest) return words.rest;
    return line.values.length === 0
      ? words.measures[measure]
      : valuesLabel(dimensions, line.values, t);
  };
  const lines = series?.lines ?? [];
  const isTooMany = shape === "bars" && rows.length * lines.length > MOST_BARS;
  const isEmpty = lines.every((line) => line.points.every((point) => point === null));
  const drawn = dimensions.length === 0 ? [oneLook(lines[0]?.key ?? "")] : null;
  return (
    <Figure
      title={props.title}
      subtitle={
        <>
          {props.subtitle}
          {data === undefined || data.values_in_all === null ? null : (
            <>
              {" · "}
              {words.shown(
                format.count(lines.filter((line) => !line.isRest).length),
                format.count(data.values_in_all),
              )}
              {rankNote(measure, words)}
            </>
          )}
        </>
      }
      status={figureStatus(query)}
      height={HEIGHT + LEGEND_HEIGHT}
      note={
        <>
          {noteOf(props, isTooMany, words)}{" "}
          {MEASURE_KINDS[measure].unit === "money" ? (
            <OtherCurrencies amounts={data?.other_currencies} />
          ) : null}
        </>
      }
      tools={
        <Segmented
          label={t.shortcuts.table}
          value={asTable ? "table" : "chart"}
          onChange={(next) => props.onTable(next === "table")}
          choices={[
            { value: "chart", label: t.overview.asChart },
            { value: "table", label: t.overview.asTable },
          ]}
        />
      }
    >
      {series === null ? null : isEmpty ? (
        <EmptyState
          icon={LineChart}
          title={t.overview.series.empty}
          minHeight={HEIGHT + LEGEND_HEIGHT}
        >
          {needsRevenue(measure) && lines.length > 0 ? words.unknownRevenue : words.emptyLead}
        </EmptyState>
      ) : asTable ? (
        <BucketTable
          caption={words.caption(props.label)}
          series={series}
          interval={interval}
          height={HEIGHT + LEGEND_HEIGHT}
          label={label}
          value={value}
        />
      ) : (
        <>
          <Suspense fallback={<Skeleton className="h-[320px] w-full" />}>
            <ExploreChart
              rows={rows}
              looks={
                drawn ??
                lines.map(({ key }) => ({
                  key,
                  ...(looks.get(key) ?? { color: "var(--text)", dash: "" }),
                }))
              }
              shape={isTooMany ? "line" : shape}
              title={props.label}
              description={words.describe(props.label, format.count(lines.length))}
              height={HEIGHT}
              isOpen={(index) => series.buckets[index]?.open === true}
              hasBefore={series.previousTotals !== null}
              formatTick={(index) => {
                const bucket = series.buckets[index];
                return bucket === undefined ? "" : formatTick(format, interval, bucket.start);
              }}
              formatValue={(place) => axisText(measure, place, input)}
              tooltip={(index) =>
                tooltipText(series, index, looks, {
                  bucket: (start, end) => formatBucket(format, interval, start, end),
                  open: t.overview.series.open,
                  value,
                  label,
                  total: words.total,
                })
              }
              onSelect={(index) => {
                const bucket = series.buckets[index];
                if (bucket !== undefined) props.onSelect(bucket);
              }}
            />
          </Suspense>
          {dimensions.length === 0 ? null : (
            <ExploreLegend
              entries={lines.map((line, at) => ({
                key: line.key,
                label: label(at),
                isRest: line.isRest,
                total: line.total === null ? null : value(line.total),
                look: looks.get(line.key) ?? { color: "var(--text)", dash: "" },
              }))}
            />
          )}
        </>
      )}
    </Figure>
  );
}

type Words = ReturnType<typeof useMessages>["explore"];

const oneLook = (key: string) => ({ key, color: "var(--chart-1)", dash: "" });

function rankNote(measure: Measure, words: Words): string {
  const order = orderFor(measure);
  if (order === "margin") return `, ${words.losses}`;
  return order === "-spend" && measure !== "spend" ? `, ${words.bySpend}` : "";
}

function noteOf(
  { measure, dimensions, view, asTable }: SeriesQuestionFigureProps,
  isTooMany: boolean,
  words: Words,
): string | null {
  const notes = [
    isTooMany && !asTable ? words.asLines : "",
    dimensions.length > 0 && MEASURE_KINDS[measure].distinct ? words.noRest : "",
    view.compare !== "none" && !asTable ? words.compareNote : "",
  ].filter((note) => note !== "");
  return notes.length === 0 ? null : notes.join(" ");
}
