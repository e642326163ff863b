import { useMemo } from "react";
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { AnnotationMark } from "../series/annotation-marks.ts";
import { chartRows, type ChartRow } from "../series/chart-rows.ts";
import {
  logDomain,
  logTicks,
  type Layout,
  type SeriesPoint,
} from "../series/spend-revenue-series.ts";
import { annotationLines, MARK_HEIGHT } from "./annotation-lines.tsx";
import { ChartTooltip, type ChartWords } from "./chart-tooltip.tsx";
import { useZoom, type Zoom } from "./use-zoom.ts";

export interface SpendRevenueChartProps {
  readonly points: readonly SeriesPoint[];
  readonly layout: Layout;
  readonly currency: string;
  readonly title: string;
  readonly description: string;
  readonly words: ChartWords;
  /** Pixels of the whole drawing. */
  readonly height: number;
  readonly formatTick: (point: SeriesPoint) => string;
  readonly formatAmount: (value: number) => string;
  readonly formatShare: (value: number) => string;
  /** Absent on paper, as is `onZoom`. */
  readonly onSelect?: (point: SeriesPoint) => void;
  /** Shows a part of the period: from the start of one point up to the end of another. */
  readonly onZoom?: (first: SeriesPoint, last: SeriesPoint) => void;
  readonly marks: readonly AnnotationMark[];
  /** Pixels; as wide as its box when absent. Paper has no box that could be measured. */
  readonly width?: number;
}

const COVERAGE_HEIGHT = 84;
const NOTE_HEIGHT = 16;
const AXIS_WIDTH = 58;
const axisText = { fill: "var(--axis)", fontSize: 11 };
const margin = { top: 8, right: 10, bottom: 8, left: 0 };

type Key = Exclude<keyof ChartRow, "index">;
interface Panel {
  readonly keys: readonly Key[];
  readonly height: number;
  readonly label: string;
}

/** Spend and revenue over time, and below them how much of the one the other covers. */
export function SpendRevenueChart(props: SpendRevenueChartProps) {
  const { points, layout, height, words, onSelect, onZoom } = props;
  const actions = useMemo(
    () => ({
      onPick: (index: number) => {
        const point = points[index];
        if (point !== undefined) onSelect?.(point);
      },
      onZoom: ({ first, last }: Zoom) => {
        const [from, to] = [points[first], points[last]];
        if (from !== undefined && to !== undefined) onZoom?.(from, to);
      },
    }),
    [onSelect, onZoom, points],
  );
  const zoom = useZoom(actions);
  const startPoint = zoom.start === null ? undefined : points[zoom.start];
  const rows = useMemo(() => [...chartRows(points, layout)], [points, layout]);
  const upper = height - COVERAGE_HEIGHT - NOTE_HEIGHT;
  const spend: readonly Key[] = ["previousSpend", "spend", "openSpend"];
  const revenue: readonly Key[] = ["previousRevenue", "revenue", "openRevenue"];
  const panels: readonly Panel[] =
    layout === "split"
      ? [
          { keys: spend, height: upper / 2, label: words.spend },
          { keys: revenue, height: upper / 2, label: words.revenue },
        ]
      : [{ keys: [...spend, ...revenue], height: upper, label: "" }];
  return (
    // Keys bubble up from the drawing, which is what has the focus.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={zoom.onKeyDown}>
      {panels.map((panel, place) => (
        <MoneyPanel
          key={panel.label}
          {...props}
          rows={rows}
          panel={panel}
          zoom={zoom}
          isTop={place === 0}
        />
      ))}
      <p aria-hidden="true" className="pl-[58px] text-[11px] text-axis">
        {words.coverageNote}
      </p>
      <CoveragePanel {...props} rows={rows} zoom={zoom} />
      <p role="status" className="sr-only">
        {startPoint === undefined
          ? ""
          : words.zoomStart(words.bucket(startPoint.start, startPoint.end))}
      </p>
    </div>
  );
}

function MoneyPanel({
  rows,
  panel,
  layout,
  points,
  currency,
  title,
  description,
  words,
  formatAmount,
  marks,
  width,
  zoom,
  isTop,
}: SpendRevenueChartProps & PanelProps & { panel: Panel; isTop: boolean }) {
  const domain = useMemo(
    () =>
      layout === "log"
        ? logDomain(rows.flatMap((row) => panel.keys.map((key) => row[key] ?? 0)))
        : null,
    [layout, rows, panel.keys],
  );
  return (
    <ResponsiveContainer
      width={width ?? "100%"}
      height={panel.height}
      initialDimension={{ width: width ?? 600, height: panel.height }}
    >
      <ComposedChart
        data={rows}
        margin={isTop && marks.length > 0 ? { ...margin, top: MARK_HEIGHT } : margin}
        syncId="overview"
        title={panel.label === "" ? title : `${title}: ${panel.label}`}
        desc={description}
        {...zoom.handlers}
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis dataKey="index" hide type="number" domain={["dataMin", "dataMax"]} />
        <YAxis
          width={AXIS_WIDTH}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          interval={0}
          tickFormatter={formatAmount}
          allowDataOverflow={domain !== null}
          {...(domain === null
            ? { tickCount: 4 }
            : { scale: "log" as const, domain: [...domain], ticks: [...logTicks(domain)] })}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--control)", strokeDasharray: "2 2" }}
          content={({ active, activeIndex }) => {
            zoom.noteCursor(active && activeIndex != null ? Number(activeIndex) : null);
            return (
              <ChartTooltip
                active={active}
                point={points[Number(activeIndex)]}
                currency={currency}
                words={words}
              />
            );
          }}
        />
        {annotationLines(marks, isTop)}
        {zoomArea(zoom.marked)}
        {panel.keys.map((key) => (
          <Line
            key={key}
            dataKey={key}
            type="linear"
            isAnimationActive={false}
            activeDot={false}
            dot={dotOf(key, rows.length)}
            {...lineLook[key]}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function CoveragePanel({
  rows,
  points,
  title,
  description,
  words,
  formatShare,
  formatTick,
  marks,
  width,
  zoom,
}: SpendRevenueChartProps & PanelProps) {
  return (
    <ResponsiveContainer
      width={width ?? "100%"}
      height={COVERAGE_HEIGHT}
      initialDimension={{ width: width ?? 600, height: COVERAGE_HEIGHT }}
    >
      <ComposedChart
        data={rows}
        margin={margin}
        syncId="overview"
        title={`${title}: ${words.coverage}`}
        desc={description}
        {...zoom.handlers}
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="index"
          type="number"
          domain={["dataMin", "dataMax"]}
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: "var(--hairline)" }}
          interval="equidistantPreserveStart"
          minTickGap={28}
          ticks={rows.map((row) => row.index)}
          tickFormatter={(index: number) => {
            const point = points[index];
            return point === undefined ? "" : formatTick(point);
          }}
        />
        <YAxis
          width={AXIS_WIDTH}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          tickCount={3}
          tickFormatter={formatShare}
        />
        <ReferenceLine y={1} stroke="var(--axis)" strokeDasharray="2 3" />
        {annotationLines(marks, false)}
        {zoomArea(zoom.marked)}
        <Tooltip
          content={() => null}
          isAnimationActive={false}
          cursor={{ stroke: "var(--control)", strokeDasharray: "2 2" }}
        />
        {(["coverage", "openCoverage"] as const).map((key) => (
          <Line
            key={key}
            dataKey={key}
            type="linear"
            dot={rows.length === 1 ? { r: 3, fill: "var(--text)" } : false}
            activeDot={{ r: 3, fill: "var(--text)" }}
            isAnimationActive={false}
            {...lineLook[key]}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

interface PanelProps {
  readonly rows: ChartRow[];
  readonly zoom: ReturnType<typeof useZoom>;
}

function zoomArea(marked: Zoom | null) {
  return marked === null ? null : (
    <ReferenceArea x1={marked.first} x2={marked.last} fill="var(--action)" fillOpacity={0.14} />
  );
}

const lineLook: Record<
  Key,
  { stroke: string; strokeWidth: number; strokeDasharray?: string; strokeOpacity?: number }
> = {
  spend: { stroke: "var(--spend)", strokeWidth: 2 },
  revenue: { stroke: "var(--revenue)", strokeWidth: 2, strokeDasharray: "6 3" },
  openSpend: { stroke: "var(--spend)", strokeWidth: 2, strokeDasharray: "1.5 3" },
  openRevenue: { stroke: "var(--revenue)", strokeWidth: 2, strokeDasharray: "1.5 3" },
  previousSpend: {
    stroke: "var(--spend)",
    strokeWidth: 1.5,
    strokeDasharray: "1 3",
    strokeOpacity: 0.6,
  },
  previousRevenue: {
    stroke: "var(--revenue)",
    strokeWidth: 1.5,
    strokeDasharray: "1 3",
    strokeOpacity: 0.6,
  },
  coverage: { stroke: "var(--text)", strokeWidth: 1.5 },
  openCoverage: { stroke: "var(--text)", strokeWidth: 1.5, strokeDasharray: "1.5 3" },
};

/** A lone point needs a dot to be seen; the open bucket ends in a hollow one. */
function dotOf(key: Key, points: number) {
  const color = key.endsWith("Spend") || key === "spend" ? "var(--spend)" : "var(--revenue)";
  if (key.startsWith("open")) {
    return ({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) =>
      index === points - 1 && cx !== undefined && cy != null && Number.isFinite(cy) ? (
        <circle
          key={key}
          cx={cx}
          cy={cy}
          r={3.5}
          fill="var(--card)"
          stroke={color}
          strokeWidth={2}
        />
      ) : (
        <g key={`${key}-${index ?? 0}`} />
      );
  }
  return points === 1 ? { r: 3, fill: color } : false;
}
