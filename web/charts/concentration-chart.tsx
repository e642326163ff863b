import { CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { ConcentrationPoint } from "../series/concentration-curve.ts";
import { ChartBox } from "./chart-box.tsx";
import { axisText, AXIS_WIDTH } from "./panel.tsx";
import { TooltipLines } from "./tooltip-lines.tsx";

interface ConcentrationChartProps {
  readonly points: readonly ConcentrationPoint[];
  readonly title: string;
  readonly description: string;
  /** Pixels of the whole drawing. */
  readonly height: number;
  readonly formatShare: (share: number) => string;
  readonly formatUsers: (share: number) => string;
  readonly tooltip: (point: ConcentrationPoint) => readonly string[];
}

const ORIGIN = { users: 0, share: 0, even: 0 };
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Which part of the users spends which part of the money; the straight line is an even spread. */
export function ConcentrationChart(props: ConcentrationChartProps) {
  const { points, height, formatShare, formatUsers } = props;
  const rows = [ORIGIN, ...points.map(({ users, share }) => ({ users, share, even: users }))];
  return (
    <ChartBox height={height}>
      <ComposedChart
        data={rows}
        margin={{ top: 8, right: 28, bottom: 8, left: 0 }}
        title={props.title}
        desc={props.description}
      >
        <CartesianGrid stroke="var(--hairline)" vertical={false} />
        <XAxis
          dataKey="users"
          type="number"
          domain={[0, 1]}
          ticks={TICKS}
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: "var(--hairline)" }}
          tickFormatter={formatUsers}
        />
        <YAxis
          width={AXIS_WIDTH}
          domain={[0, 1]}
          ticks={TICKS}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          tickFormatter={formatShare}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--control)", strokeDasharray: "2 2" }}
          content={({ active, activeIndex }) => {
            const point = points[Number(activeIndex) - 1];
            return active && point !== undefined ? (
              <TooltipLines lines={props.tooltip(point)} />
            ) : null;
          }}
        />
        <Line
          dataKey="even"
          stroke="var(--control)"
          strokeDasharray="2 3"
          strokeWidth={1.5}
          {...plain}
        />
        <Line
          dataKey="share"
          stroke="var(--spend)"
          strokeWidth={2}
          {...plain}
          dot={{ r: 2.5, fill: "var(--spend)", strokeWidth: 0 }}
        />
      </ComposedChart>
    </ChartBox>
  );
}

const plain = { type: "linear", dot: false, activeDot: false, isAnimationActive: false } as const;
