import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  Rectangle,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
  type BarShapeProps,
} from "recharts";
import type { ExploreRow } from "../series/explore-rows.ts";
import type { LineLook } from "../series/line-looks.ts";
import { ChartBox } from "./chart-box.tsx";
import { ExploreTooltip, type TooltipText } from "./explore-tooltip.tsx";

export interface ExploreChartProps {
  readonly rows: ExploreRow[];
  /** One for each line of the rows. */
  readonly looks: readonly (LineLook & { readonly key: string })[];
  readonly shape: "line" | "bars";
  readonly title: string;
  readonly description: string;
  /** Pixels of the whole drawing. */
  readonly height: number;
  /** True for the bucket that has not ended. */
  readonly isOpen: (index: number) => boolean;
  readonly hasBefore: boolean;
  readonly formatTick: (index: number) => string;
  readonly formatValue: (value: number) => string;
  readonly tooltip: (index: number) => TooltipText | null;
  readonly onSelect: (index: number) => void;
}

const AXIS_WIDTH = 62;
const OPEN_OPACITY = 0.5;
const axisText = { fill: "var(--axis)", fontSize: 11 };
// Room for half of the last label: without it every other one is left out.
const margin = { top: 8, right: 28, bottom: 4, left: 0 };

/** Some values of a dimension over time, as lines or as stacked bars. */
export function ExploreChart(props: ExploreChartProps) {
  const { rows, looks, shape, height } = props;
  return (
    <ChartBox height={height}>
      <ComposedChart
        data={rows}
        margin={margin}
        stackOffset="sign"
        title={props.title}
        desc={props.description}
        onClick={({ activeTooltipIndex }) => {
          if (rows[Number(activeTooltipIndex)] !== undefined) {
            props.onSelect(Number(activeTooltipIndex));
          }
        }}
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="index"
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: "var(--hairline)" }}
          interval="equidistantPreserveStart"
          minTickGap={28}
          tickFormatter={props.formatTick}
          {...(shape === "line"
            ? {
                type: "number" as const,
                domain: ["dataMin", "dataMax"],
                ticks: rows.map((row) => row.index),
              }
            : {})}
        />
        <YAxis
          width={AXIS_WIDTH}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          tickFormatter={props.formatValue}
        />
        <ReferenceLine y={0} stroke="var(--hairline)" />
        <Tooltip
          isAnimationActive={false}
          cursor={
            shape === "line"
              ? { stroke: "var(--control)", strokeDasharray: "2 2" }
              : { fill: "var(--hover)" }
          }
          content={({ active, activeIndex }) => (
            <ExploreTooltip text={active ? props.tooltip(Number(activeIndex)) : null} />
          )}
        />
        {looks.map((look, at) =>
          shape === "line" ? linesOf(look, at, props) : barOf(look, at, props),
        )}
        {shape === "bars" && props.hasBefore ? (
          <Line
            dataKey="totalBefore"
            stroke="var(--text)"
            strokeOpacity={0.6}
            strokeWidth={1.5}
            strokeDasharray="1 3"
            {...plain}
          />
        ) : null}
      </ComposedChart>
    </ChartBox>
  );
}

const plain = { type: "linear", dot: false, activeDot: false, isAnimationActive: false } as const;

function linesOf(
  { key, color, dash }: LineLook & { readonly key: string },
  at: number,
  { rows, hasBefore, isOpen }: ExploreChartProps,
) {
  const dots = dotsOf(rows, at, color);
  const endsOpen = isOpen(rows.length - 1);
  return [
    ...(hasBefore
      ? [
          <Line
            key={`before ${key}`}
            dataKey={(row: ExploreRow) => row.before[at] ?? null}
            stroke={color}
            strokeOpacity={0.55}
            strokeWidth={1.5}
            strokeDasharray="1 3"
            {...plain}
          />,
        ]
      : []),
    <Line
      key={key}
      dataKey={(row: ExploreRow) => row.closed[at] ?? null}
      stroke={color}
      strokeWidth={2}
      strokeDasharray={dash}
      {...plain}
      dot={dots}
    />,
    ...(endsOpen
      ? [
          <Line
            key={`open ${key}`}
            dataKey={(row: ExploreRow) => row.open[at] ?? null}
            stroke={color}
            strokeWidth={2}
            strokeDasharray="1.5 3"
            {...plain}
            dot={dots}
          />,
        ]
      : []),
  ];
}

/** A point between two gaps is no line: it gets a dot. */
function dotsOf(rows: readonly ExploreRow[], at: number, color: string) {
  const known = (index: number) => (rows[index]?.every[at] ?? null) !== null;
  const alone = (index: number) => known(index) && !known(index - 1) && !known(index + 1);
  if (!rows.some((_row, index) => alone(index))) return false;
  return ({ cx, cy, index = -1 }: { cx?: number; cy?: number; index?: number }) =>
    cx !== undefined && cy != null && alone(index) ? (
      <circle key={`${index}`} cx={cx} cy={cy} r={3} fill={color} />
    ) : (
      <g key={`${index}`} />
    );
}

function barOf(
  { key, color }: LineLook & { readonly key: string },
  at: number,
  { isOpen }: ExploreChartProps,
) {
  return (
    <Bar
      key={key}
      dataKey={(row: ExploreRow) => row.every[at] ?? null}
      stackId="all"
      fill={color}
      stroke="var(--card)"
      strokeWidth={0.5}
      maxBarSize={48}
      isAnimationActive={false}
      shape={(bar: BarShapeProps) => (
        <Rectangle {...bar} fillOpacity={isOpen(bar.index) ? OPEN_OPACITY : 1} />
      )}
    />
  );
}
