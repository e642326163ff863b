import {
  Bar,
  BarChart,
  CartesianGrid,
  Rectangle,
  Tooltip,
  usePlotArea,
  XAxis,
  YAxis,
  type BarShapeProps,
} from "recharts";
import type { CostBar, CostHistogram, CostMark } from "../series/cost-histogram.ts";
import { ChartBox } from "./chart-box.tsx";
import { axisText, AXIS_WIDTH } from "./panel.tsx";
import { TooltipLines } from "./tooltip-lines.tsx";

interface CostHistogramChartProps {
  readonly histogram: CostHistogram;
  readonly title: string;
  readonly description: string;
  /** Pixels of the whole drawing. */
  readonly height: number;
  /** What stands beside a mark's line, short. */
  readonly markLabel: (mark: CostMark) => string;
  readonly formatTick: (amount: string) => string;
  readonly formatCount: (count: number) => string;
  /** The lines of a bar's tooltip. */
  readonly tooltip: (bar: CostBar) => readonly string[];
}

const LINE_HEIGHT = 15;
const FOOT = 24;
/** Pixels that the words under the axis need. */
const TICK_ROOM = 52;

/** How many clips cost how much, on a log axis, with the costs that most clips stay below. */
export function CostHistogramChart(props: CostHistogramChartProps) {
  const { histogram, height } = props;
  return (
    <ChartBox height={height}>
      <BarChart
        data={[...histogram.bars]}
        margin={{
          top: 8 + LINE_HEIGHT * histogram.marks.length,
          right: 28,
          bottom: FOOT,
          left: 0,
        }}
        barCategoryGap={1}
        title={props.title}
        desc={props.description}
      >
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis dataKey="index" hide />
        <YAxis
          width={AXIS_WIDTH}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          allowDecimals={false}
          tickFormatter={props.formatCount}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--hover)" }}
          content={({ active, activeIndex }) => {
            const bar = histogram.bars[Number(activeIndex)];
            return active && bar !== undefined ? <TooltipLines lines={props.tooltip(bar)} /> : null;
          }}
        />
        <Bar
          dataKey="clips"
          isAnimationActive={false}
          shape={(bar: BarShapeProps) => (
            <Rectangle
              {...bar}
              fill="var(--spend)"
              fillOpacity={histogram.bars[bar.index]?.atLoss === false ? 0.45 : 0.9}
            />
          )}
        />
        <Ticks histogram={histogram} format={props.formatTick} />
        <Marks histogram={histogram} label={props.markLabel} />
      </BarChart>
    </ChartBox>
  );
}

/** The edges of some bins, under the axis. */
function Ticks(props: { histogram: CostHistogram; format: (amount: string) => string }) {
  const area = usePlotArea();
  if (area === undefined) return null;
  const bottom = area.y + area.height;
  const { ticks } = props.histogram;
  const room = (area.width * (ticks[1]?.at ?? 1)) / TICK_ROOM;
  const every = Math.max(1, Math.ceil(1 / room));
  return (
    <g aria-hidden="true">
      <line x1={area.x} x2={area.x + area.width} y1={bottom} y2={bottom} stroke="var(--hairline)" />
      {ticks
        .filter((_tick, index) => index % every === 0)
        .map(({ amount, at }) => (
          <g key={amount}>
            <line
              x1={area.x + area.width * at}
              x2={area.x + area.width * at}
              y1={bottom}
              y2={bottom + 4}
              stroke="var(--control)"
            />
            <text x={area.x + area.width * at} y={bottom + 17} textAnchor="middle" {...axisText}>
              {props.format(amount)}
            </text>
          </g>
        ))}
    </g>
  );
}

/** A line for each mark, its words above the bars, one line of text each so that none covers another. */
function Marks(props: { histogram: CostHistogram; label: (mark: CostMark) => string }) {
  const area = usePlotArea();
  if (area === undefined) return null;
  const { marks } = props.histogram;
  const placeOf = (mark: CostMark, row: number) => ({
    x: area.x + area.width * mark.at,
    y: area.y - 6 - LINE_HEIGHT * (marks.length - 1 - row),
  });
  return (
    <g aria-hidden="true">
      {marks.map((mark, row) => {
        const { x, y } = placeOf(mark, row);
        return (
          <line
            key={mark.name}
            x1={x}
            x2={x}
            y1={y - 8}
            y2={area.y + area.height}
            stroke={mark.name === "earned" ? "var(--revenue)" : "var(--text)"}
            strokeWidth={mark.name === "earned" ? 2 : 1}
            strokeDasharray={mark.name === "earned" ? "6 3" : "2 2"}
          />
        );
      })}
      {marks.map((mark, row) => {
        const { x, y } = placeOf(mark, row);
        const isRight = mark.at > 0.5;
        return (
          <text
            key={mark.name}
            x={isRight ? x - 5 : x + 5}
            y={y}
            textAnchor={isRight ? "end" : "start"}
            fontSize={11}
            // Lines of other marks pass behind the words.
            stroke="var(--card)"
            strokeWidth={4}
            paintOrder="stroke"
            fill={mark.name === "earned" ? "var(--revenue)" : "var(--text)"}
          >
            {props.label(mark)}
          </text>
        );
      })}
    </g>
  );
}
