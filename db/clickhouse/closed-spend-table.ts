import type { TableSpec } from "./tables.ts";

/** What the spend of closed months is kept by; all of them are keys of the rollups' cells. */
export const CLOSED_SPEND_KEYS = [
  "feature",
  "surface",
  "region",
  "platform",
  "plan",
  "provider",
  "upstream",
  "model",
  "cost_basis",
  "currency",
] as const;

/**
 * Grain: one cell of a day under one closing of a month: the month's own days as they were then (`own`), and for days of the
 * months before what they differ by from what earlier closings hold. So the rows of all closings in force sum to what
 * is booked. Writer: the closing, once, under an id that is used once. Readers: reports, the audit. Never changed or removed.
 */
export const CLOSED_SPEND: TableSpec = {
  name: "closed_spend_v1",
  columns: `
  workspace_id LowCardinality(String),
  closing_id UUID,
  own Bool,
  day Date,
  ${CLOSED_SPEND_KEYS.map((key) => `${key} LowCardinality(String)`).join(",\n  ")},
  generations Int64,
  in_flight Int64,
  lost Int64,
  unpriced Int64,
  cost Decimal(38, 9),
  version UInt64 DEFAULT 1`,
  engine: "ReplacingMergeTree(version)",
  partition: "tuple()",
  order: `(workspace_id, closing_id, day, ${CLOSED_SPEND_KEYS.join(", ")})`,
  shardBy: "cityHash64(workspace_id, closing_id)",
};
