import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import type { DayBands } from "../../domain/what-if/draw-bands.ts";
import { ChartBox } from "./chart-box.tsx";
import { axisText, AXIS_WIDTH, panelMargin } from "./panel.tsx";

interface BandChartProps {
  readonly days: readonly DayBands[];
  readonly title: string;
  readonly description: string;
  readonly height: number;
  readonly formatDay: (index: number) => string;
  readonly formatAmount: (value: number) => string;
  readonly tooltip: (index: number) => readonly string[];
}

const PARTS = ["spend", "revenue"] as const;
const looks = {
  spend: { stroke: "var(--spend)", fill: "var(--spend)" },
  revenue: { stroke: "var(--revenue)", fill: "var(--revenue)" },
} as const;

/** Spend and revenue of days to come: the middle as a line, eight in ten draws as a band. */
export function BandChart({ days, formatDay, tooltip, ...props }: BandChartProps) {
  const rows = days.map((bands, index) => ({ index, ...bands }));
  return (
    <ChartBox height={props.height}>
      <ComposedChart data={rows} margin={panelMargin} title={props.title} desc={props.description}>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="index"
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: "var(--hairline)" }}
          interval="equidistantPreserveStart"
          minTickGap={28}
          tickFormatter={formatDay}
        />
        <YAxis
          width={AXIS_WIDTH}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          tickCount={4}
          tickFormatter={props.formatAmount}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--control)", strokeDasharray: "2 2" }}
          content={({ active, activeIndex }) => (
            <Told lines={active ? tooltip(Number(activeIndex)) : []} />
          )}
        />
        {PARTS.map((part) => (
          <Area
            key={`band ${part}`}
            dataKey={(row: (typeof rows)[number]) => [row[part].low, row[part].high]}
            type="linear"
            stroke="none"
            fill={looks[part].fill}
            fillOpacity={0.18}
            isAnimationActive={false}
            activeDot={false}
          />
        ))}
        {PARTS.map((part) => (
          <Line
            key={part}
            dataKey={(row: (typeof rows)[number]) => row[part].middle}
            type="linear"
            stroke={looks[part].stroke}
            strokeWidth={2}
            {...(part === "revenue" ? { strokeDasharray: "6 3" } : {})}
            dot={rows.length === 1}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ChartBox>
  );
}

function Told({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div className="rounded-lg border border-hairline bg-raised px-3 py-2 text-xs shadow-pop">
      {lines.map((line, index) => (
        <p key={line} className={index === 0 ? "font-medium" : "tabular text-muted"}>
          {line}
        </p>
      ))}
    </div>
  );
}
