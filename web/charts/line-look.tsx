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

/** A point between two gaps needs a dot to be seen; the open bucket ends in a hollow one. */
export function dotOf(key: LineKey, rows: readonly ChartRow[]) {
  const color = key.endsWith("Spend") || key === "spend" ? "var(--spend)" : "var(--revenue)";
  const isOpen = key.startsWith("open");
  const known = (index: number) => (rows[index]?.[key] ?? null) !== null;
  const isLone = (index: number) => known(index) && !known(index - 1) && !known(index + 1);
  const isShown = (index: number) => (isOpen ? index === rows.length - 1 : isLone(index));
  if (!rows.some((_row, index) => isShown(index))) return false;
  return ({ cx, cy, index = -1 }: { cx?: number; cy?: number; index?: number }) =>
    isShown(index) && cx !== undefined && cy != null && Number.isFinite(cy) ? (
      <circle
        key={`${key}-${index}`}
        cx={cx}
        cy={cy}
        {...(isOpen
          ? { r: 3.5, fill: "var(--card)", stroke: color, strokeWidth: 2 }
          : { r: 3, fill: color, fillOpacity: lineLook[key].strokeOpacity ?? 1 })}
      />
    ) : (
      <g key={`${key}-${index}`} />
    );
}
