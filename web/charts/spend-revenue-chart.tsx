import { useMemo } from "react";
import { CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { AnnotationMark } from "../series/annotation-marks.ts";
import { chartRows } from "../series/chart-rows.ts";
import {
  logDomain,
  logTicks,
  type Layout,
  type SeriesPoint,
} from "../series/spend-revenue-series.ts";
import { annotationLines, MARK_HEIGHT } from "./annotation-lines.tsx";
import { ChartBox } from "./chart-box.tsx";
import { ChartTooltip, type ChartWords } from "./chart-tooltip.tsx";
import { CoveragePanel } from "./coverage-panel.tsx";
import { dotOf, lineLook, type LineKey } from "./line-look.tsx";
import {
  axisText,
  AXIS_WIDTH,
  COVERAGE_HEIGHT,
  panelMargin,
  zoomArea,
  type PanelProps,
} from "./panel.tsx";
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

const NOTE_HEIGHT = 16;

interface Panel {
  readonly keys: readonly LineKey[];
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
  const spend: readonly LineKey[] = ["previousSpend", "spend", "openSpend"];
  const revenue: readonly LineKey[] = ["previousRevenue", "revenue", "openRevenue"];
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
    <ChartBox width={width} height={panel.height}>
      <ComposedChart
        data={rows}
        margin={isTop && marks.length > 0 ? { ...panelMargin, top: MARK_HEIGHT } : panelMargin}
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
            dot={dotOf(key, rows)}
            {...lineLook[key]}
          />
        ))}
      </ComposedChart>
    </ChartBox>
  );
}
