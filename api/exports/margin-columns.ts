import type { MarginAnswer } from "../contract/margin.ts";
import type { ExportColumn } from "./export-column.ts";

/** A group of a margin report, the revenue that no group has, or money that no rate converts. */
export interface MarginRecord {
  readonly dimension: string;
  readonly value: string | null;
  readonly currency: string;
  readonly group: MarginAnswer["data"][number] | null;
  readonly unallocated: string | null;
  readonly leftOut: MarginAnswer["left_out"][number] | null;
  readonly reason: string | null;
}

type Column = ExportColumn<MarginRecord>;
type Group = MarginAnswer["data"][number];

const text = (name: string, value: (row: MarginRecord) => string | null): Column => ({
  name,
  kind: "text",
  value,
});
const decimal = (name: string, value: (row: MarginRecord) => string | null): Column => ({
  name,
  kind: "decimal",
  value,
});
const count = (name: string, value: (group: Group) => number): Column => ({
  name,
  kind: "count",
  value: ({ group }) => (group === null ? null : value(group)),
});

/** Every column of money sums to the report's total of that name; what is in other currencies has columns of its own. */
export const MARGIN_FILE_COLUMNS: readonly Column[] = [
  text("dimension", (row) => row.dimension),
  text("value", (row) => row.value),
  text("currency", (row) => row.currency),
  count("generations", (group) => group.generations),
  count("unpriced", (group) => group.unpriced),
  count("in_flight", (group) => group.in_flight),
  decimal("spend", ({ group }) => group?.spend ?? null),
  decimal("direct_revenue", ({ group }) => group?.direct_revenue ?? null),
  decimal("direct_margin", ({ group }) => group?.direct_margin ?? null),
  decimal("allocated_revenue", ({ group }) => group?.allocated_revenue ?? null),
  decimal("full_margin", ({ group }) => group?.full_margin ?? null),
  decimal("unallocated_revenue", (row) => row.unallocated),
  text("left_out_currency", ({ leftOut }) => leftOut?.currency ?? null),
  decimal("left_out_spend", ({ leftOut }) => leftOut?.spend ?? null),
  decimal("left_out_revenue", ({ leftOut }) => leftOut?.revenue ?? null),
  text("reason", (row) => row.reason),
];

/** A report as rows: its groups, then what no rule gave to one, then what no rate converts, by currency. */
export function marginRecords(report: MarginAnswer): MarginRecord[] {
  const { by: dimension, currency } = report;
  const nothing = { dimension, value: null, currency, group: null, unallocated: null };
  const groups = report.data.map((group) => ({
    ...nothing,
    value: group.value,
    group,
    leftOut: null,
    reason: null,
  }));
  const unallocated = {
    ...nothing,
    unallocated: report.totals.unallocated_revenue,
    leftOut: null,
    reason: report.unallocated_reason,
  };
  const leftOut = report.left_out.map((row) => ({
    ...nothing,
    leftOut: row,
    reason: row.reason,
  }));
  return [...groups, ...(report.unallocated_reason === null ? [] : [unallocated]), ...leftOut];
}
