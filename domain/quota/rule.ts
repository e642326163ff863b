import { ATTRIBUTION_FIELDS, type AttributionField } from "../attribution-fields.ts";
import { isTag, type TagDimension } from "../dimensions.ts";
import type { Nano } from "../money.ts";

/** What a rule counts. `in_flight` counts jobs that run now, whatever the window. */
export const QUOTA_METRICS = [
  "generations",
  "video_seconds",
  "gpu_seconds",
  "cost",
  "in_flight",
] as const;
export type QuotaMetric = (typeof QUOTA_METRICS)[number];

/** `block` refuses; `warn` lets pass and says so in the answer; `shadow` only counts what it would have refused. */
export const QUOTA_MODES = ["block", "warn", "shadow"] as const;
export type QuotaMode = (typeof QUOTA_MODES)[number];

/** By what a rule can select and count. */
export const QUOTA_DIMENSIONS = [...ATTRIBUTION_FIELDS, "key"] as const;
export type QuotaDimension = AttributionField | "key" | TagDimension;

export const CALENDAR_UNITS = ["hour", "day", "week", "month"] as const;
export type CalendarUnit = (typeof CALENDAR_UNITS)[number];

/** A rolling window is exact: what was admitted within the last `seconds`, the window's start excluded. */
export type QuotaWindow =
  | { readonly kind: "calendar"; readonly unit: CalendarUnit; readonly tz: string }
  | { readonly kind: "rolling"; readonly seconds: number }
  | { readonly kind: "lifetime" };

export const MIN_ROLLING_SECONDS = 60;
export const MAX_ROLLING_SECONDS = 90 * 86_400;

/**
 * Whom a rule is about. `each` dimensions are counted apart for every value; `fixed` ones must have this value.
 * Neither: all together.
 */
export interface QuotaSubject {
  readonly each: readonly QuotaDimension[];
  readonly fixed: Readonly<Record<string, string>>;
}

export interface QuotaRule {
  readonly id: string;
  readonly name: string;
  readonly subject: QuotaSubject;
  readonly metric: QuotaMetric;
  readonly window: QuotaWindow;
  /** In the metric's own unit, nano precision; cost in the reporting currency. */
  readonly limit: Nano;
  readonly mode: QuotaMode;
}

/** True for a dimension that a rule may name. */
export function isQuotaDimension(name: string): name is QuotaDimension {
  return QUOTA_DIMENSIONS.some((dimension) => dimension === name) || isTag(name);
}
