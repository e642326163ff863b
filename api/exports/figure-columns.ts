import type { PointMeasures } from "../contract/analytics.ts";
import type { Measures } from "../contract/measures.ts";
import type { ExportColumn } from "./export-column.ts";

/** What the figures of a row are about: the values of its dimensions, and their bucket where there is one. */
export interface FigureRecord {
  readonly values: readonly string[];
  readonly currency: string;
  readonly bucket?: { readonly start: string; readonly end: string; readonly partial: boolean };
  readonly figures: PointMeasures | Measures;
}

type Column = ExportColumn<FigureRecord>;
type FigureName = keyof PointMeasures | keyof Measures;

const decimal = (name: FigureName): Column => ({
  name,
  kind: "decimal",
  value: ({ figures }) => {
    const value = valueOf(figures, name);
    return typeof value === "string" ? value : null;
  },
});
const count = (name: FigureName): Column => ({
  name,
  kind: "count",
  value: ({ figures }) => {
    const value = valueOf(figures, name);
    return typeof value === "number" ? Math.round(value) : null;
  },
});

function valueOf(figures: FigureRecord["figures"], name: FigureName): unknown {
  return Object.entries(figures).find(([key]) => key === name)?.[1];
}

/** A column for each dimension. */
export function valueColumns(by: readonly string[]): readonly Column[] {
  return by.map((name, index) => ({
    name,
    kind: "text" as const,
    value: ({ values }) => values[index] ?? null,
  }));
}

export const BUCKET_COLUMNS: readonly Column[] = [
  { name: "start", kind: "text", value: ({ bucket }) => bucket?.start ?? null },
  { name: "end", kind: "text", value: ({ bucket }) => bucket?.end ?? null },
  { name: "partial", kind: "truth", value: ({ bucket }) => bucket?.partial ?? null },
];

const CURRENCY: Column = { name: "currency", kind: "text", value: ({ currency }) => currency };

/** Figures that may be summed over rows. */
const ADDITIVE: readonly Column[] = [
  CURRENCY,
  decimal("spend"),
  decimal("revenue"),
  decimal("margin"),
  count("generations"),
  count("succeeded"),
  count("delivered"),
  count("failed"),
  decimal("waste"),
  decimal("video_seconds"),
  decimal("gpu_seconds"),
  count("unpriced"),
  count("priced"),
  decimal("priced_seconds"),
  count("in_flight"),
  decimal("held"),
];

const DISTINCT: readonly Column[] = [count("users"), count("p50_ms"), count("p95_ms")];

/** The columns of `timeseries.csv`: `distinct` with users and durations. */
export function pointColumns(distinct: boolean): readonly Column[] {
  return distinct ? [...ADDITIVE, ...DISTINCT] : ADDITIVE;
}

/** The columns of `breakdown.csv`. */
export const MEASURE_COLUMNS: readonly Column[] = [
  ...ADDITIVE,
  decimal("margin_pct"),
  decimal("cost_per_generation"),
  decimal("cost_per_second"),
  decimal("revenue_per_generation"),
  ...DISTINCT,
];
