import { CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { annotationLines } from "./annotation-lines.tsx";
import { ChartBox } from "./chart-box.tsx";
import { lineLook } from "./line-look.tsx";
import {
  axisText,
  AXIS_WIDTH,
  COVERAGE_HEIGHT,
  panelMargin,
  zoomArea,
  type PanelProps,
} from "./panel.tsx";
import type { SpendRevenueChartProps } from "./spend-revenue-chart.tsx";

/** How much of the spend the revenue covers, under the money and on the same time axis. */
export function CoveragePanel({
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
    <ChartBox width={width} height={COVERAGE_HEIGHT}>
      <ComposedChart
        data={rows}
        margin={panelMargin}
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
    </ChartBox>
  );
}
