import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import type { FleetSeriesAnswer } from "../../api/contract/fleet.ts";
import { fleetBars } from "../series/fleet-bars.ts";
import { ChartBox } from "./chart-box.tsx";

type Bucket = FleetSeriesAnswer["buckets"][number];

interface FleetChartProps {
  readonly buckets: readonly Bucket[];
  readonly title: string;
  readonly description: string;
  /** Pixels of the whole drawing. */
  readonly height: number;
  readonly labels: { readonly used: string; readonly failed: string; readonly idle: string };
  readonly formatTick: (bucket: Bucket) => string;
  readonly formatAmount: (value: number) => string;
  readonly tooltip: (bucket: Bucket) => readonly string[];
}

const axisText = { fill: "var(--axis)", fontSize: 11 };
const AXIS_WIDTH = 58;
const looks = {
  used: { fill: "var(--revenue)" },
  failed: { fill: "var(--spend)" },
  idle: { fill: "var(--hairline)", stroke: "var(--control)", strokeWidth: 1 },
} as const;
const PARTS = ["used", "failed", "idle"] as const;

/** What a fleet costs over time: used, failed and idle on top of each other. */
export function FleetChart(props: FleetChartProps) {
  const { buckets, title, description, height, labels, formatTick, formatAmount } = props;
  const bars = [...fleetBars([...buckets])];
  return (
    <>
      <ChartBox height={height}>
        <BarChart
          data={bars}
          margin={{ top: 8, right: 10, bottom: 8, left: 0 }}
          title={title}
          desc={description}
        >
          <CartesianGrid vertical={false} stroke="var(--hairline)" />
          <XAxis
            dataKey="index"
            tick={axisText}
            tickLine={false}
            axisLine={{ stroke: "var(--hairline)" }}
            interval="equidistantPreserveStart"
            minTickGap={28}
            tickFormatter={(index: number) => {
              const bucket = buckets[index];
              return bucket === undefined ? "" : formatTick(bucket);
            }}
          />
          <YAxis
            width={AXIS_WIDTH}
            tick={axisText}
            tickLine={false}
            axisLine={false}
            tickCount={4}
            tickFormatter={formatAmount}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: "var(--hover)" }}
            content={({ active, activeIndex }) => (
              <FleetTooltip lines={active ? linesOf(props, buckets[Number(activeIndex)]) : []} />
            )}
          />
          {PARTS.map((part) => (
            <Bar
              key={part}
              dataKey={part}
              name={labels[part]}
              stackId="cost"
              isAnimationActive={false}
              {...looks[part]}
            />
          ))}
        </BarChart>
      </ChartBox>
      <ul className="mt-2 flex flex-wrap gap-4 pl-[58px] text-xs text-muted">
        {PARTS.map((part) => (
          <li key={part} className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className="size-2.5 rounded-sm border border-control"
              style={{ background: looks[part].fill }}
            />
            {labels[part]}
          </li>
        ))}
      </ul>
    </>
  );
}

function linesOf({ tooltip }: FleetChartProps, bucket: Bucket | undefined): readonly string[] {
  return bucket === undefined ? [] : tooltip(bucket);
}

function FleetTooltip({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <div
      role="status"
      aria-live="polite"
      className="tabular min-w-40 space-y-1 rounded-lg border border-hairline bg-raised p-3 text-xs shadow-pop"
    >
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
