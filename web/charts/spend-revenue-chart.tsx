import { useMemo } from "react";
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { chartRows, type ChartRow } from "../series/chart-rows.ts";
import {
  logDomain,
  logTicks,
  type Layout,
  type SeriesPoint,
} from "../series/spend-revenue-series.ts";
import { ChartTooltip, type ChartWords } from "./chart-tooltip.tsx";

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
  readonly onSelect: (point: SeriesPoint) => void;
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
  const { points, layout, height, words } = props;
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
    <div>
      {panels.map((panel) => (
        <MoneyPanel key={panel.label} {...props} rows={rows} panel={panel} />
      ))}
      <p aria-hidden="true" className="pl-[58px] text-[11px] text-axis">
        {words.coverageNote}
      </p>
      <CoveragePanel {...props} rows={rows} />
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
  onSelect,
}: SpendRevenueChartProps & { rows: ChartRow[]; panel: Panel }) {
  const domain = useMemo(
    () =>
      layout === "log"
        ? logDomain(rows.flatMap((row) => panel.keys.map((key) => row[key] ?? 0)))
        : null,
    [layout, rows, panel.keys],
  );
  return (
    <ResponsiveContainer
      width="100%"
      height={panel.height}
      initialDimension={{ width: 600, height: panel.height }}
    >
      <ComposedChart
        data={rows}
        margin={margin}
        syncId="overview"
        title={panel.label === "" ? title : `${title}: ${panel.label}`}
        desc={description}
        onClick={({ activeTooltipIndex }) => {
          const point = points[Number(activeTooltipIndex)];
          if (point !== undefined) onSelect(point);
        }}
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
          content={({ active, activeIndex }) => (
            <ChartTooltip
              active={active}
              point={points[Number(activeIndex)]}
              currency={currency}
              words={words}
            />
          )}
        />
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
}: SpendRevenueChartProps & { rows: ChartRow[] }) {
  return (
    <ResponsiveContainer
      width="100%"
      height={COVERAGE_HEIGHT}
      initialDimension={{ width: 600, height: COVERAGE_HEIGHT }}
    >
      <ComposedChart
        data={rows}
        margin={margin}
        syncId="overview"
        title={`${title}: ${words.coverage}`}
        desc={description}
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
