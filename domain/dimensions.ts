/** What figures can be grouped and filtered by; `tag:<name>` comes on top. */
export const DIMENSIONS = [
  "feature",
  "surface",
  "user",
  "customer",
  "region",
  "platform",
  "plan",
  "provider",
  "upstream",
  "model",
  "resolution",
  "status",
  "failure_kind",
  "key",
  "waste",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];
export type TagDimension = `tag:${string}`;
export type AnyDimension = Dimension | TagDimension;

/** Revenue says who paid and for what, never which model made the clip. */
export const REVENUE_DIMENSIONS = [
  "feature",
  "surface",
  "user",
  "customer",
  "region",
  "platform",
  "plan",
] as const satisfies readonly Dimension[];
export type RevenueDimension = (typeof REVENUE_DIMENSIONS)[number];

/** What the rows of a breakdown can be ordered by: a measure, or the value itself. */
export const BREAKDOWN_ORDERS = [
  "spend",
  "revenue",
  "margin",
  "coverage",
  "generations",
  "succeeded",
  "failed",
  "waste",
  "video_seconds",
  "gpu_seconds",
  "cost_per_generation",
  "cost_per_second",
  "cost_per_delivered",
  "users",
  "unpriced",
  "in_flight",
  "held",
  "p50_ms",
  "p95_ms",
  "value",
] as const;
export type BreakdownOrder = (typeof BREAKDOWN_ORDERS)[number];

const TAG = /^tag:[\w.-]{1,64}$/;

/** Reads a dimension's name, null when there is none of that name. */
export function parseDimension(name: string): AnyDimension | null {
  const plain = DIMENSIONS.find((dimension) => dimension === name);
  if (plain !== undefined) return plain;
  return isTag(name) ? name : null;
}

/** True for `tag:<name>`. */
export function isTag(name: string): name is TagDimension {
  return TAG.test(name);
}

/** True when revenue entries carry this dimension. */
export function carriesRevenue(dimension: AnyDimension): dimension is RevenueDimension {
  return REVENUE_DIMENSIONS.some((name) => name === dimension);
}
