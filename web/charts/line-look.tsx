import type { ChartRow } from "../series/chart-rows.ts";

export type LineKey = Exclude<keyof ChartRow, "index">;

/** How each line is drawn; colour is never the only code. */
export const lineLook: Record<
  LineKey,
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
export function dotOf(key: LineKey, points: number) {
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
