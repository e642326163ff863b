import type { BreakdownRow, TimeseriesAnswer } from "../../api/contract/analytics.ts";
import type { Measures } from "../../api/contract/measures.ts";
import { formatNano } from "../../domain/money.ts";

/** Figures with everything at zero but what is given; the margin follows from revenue and spend. */
export function measuresOf(given: {
  readonly spend?: bigint;
  readonly revenue?: bigint | null;
  readonly generations?: number;
  readonly unpriced?: number;
}): Measures {
  const { spend = 0n, revenue = 0n, generations = 1, unpriced = 0 } = given;
  return {
    spend: formatNano(spend),
    spend_by_basis: { rate_card: formatNano(spend) },
    revenue: revenue === null ? null : formatNano(revenue),
    margin: revenue === null ? null : formatNano(revenue - spend),
    margin_pct: null,
    generations,
    succeeded: generations,
    delivered: generations,
    failed: 0,
    waste: formatNano(0n),
    waste_by_cause: {},
    video_seconds: formatNano(0n),
    gpu_seconds: formatNano(0n),
    cost_per_generation: null,
    cost_per_second: null,
    cost_per_delivered: null,
    priced: generations - unpriced,
    priced_seconds: formatNano(0n),
    revenue_per_generation: null,
    users: 1,
    unpriced,
    in_flight: 0,
    held: formatNano(0n),
    p50_ms: null,
    p95_ms: null,
  };
}

/** One row of a breakdown by feature. */
export function rowOf(feature: string, spend: bigint, revenue: bigint | null): BreakdownRow {
  return { ...measuresOf({ spend, revenue }), values: { feature }, previous: null };
}

const HOUR_MS = 3_600_000;

/** An hourly series from 2026-11-22T00:00Z on; the store knows everything up to `asOf`. */
export function hourlyAnswer(
  hours: readonly { readonly spend: bigint; readonly revenue: bigint | null }[],
  asOf: string,
): TimeseriesAnswer {
  const startMs = Date.parse("2026-11-22T00:00:00.000Z");
  const at = (hour: number) => new Date(startMs + hour * HOUR_MS).toISOString();
  return {
    from: at(0),
    to: at(hours.length),
    timezone: "UTC",
    currency: "USD",
    as_of: asOf,
    other_currencies: [],
    interval: "hour",
    by: null,
    dimensions: [],
    values_in_all: null,
    buckets: hours.map((_, hour) => ({ start: at(hour), end: at(hour + 1), partial: false })),
    series: [
      { value: null, values: [], rest: false, points: hours.map((hour) => measuresOf(hour)) },
    ],
    previous: null,
  };
}
