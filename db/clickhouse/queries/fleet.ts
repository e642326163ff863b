import { z } from "zod";
import type { AnyDimension } from "../../../domain/dimensions.ts";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { countText, type Query } from "./query.ts";
import { dimensionSql, openSource, tagParams, type Scope } from "./scope.ts";
import { bucketParams, bucketSql } from "./timeseries.ts";

export interface FleetInput {
  readonly scope: Scope;
  /** Starts of the whiles that are told apart, ms, the range's own first. */
  readonly startsMs: readonly number[];
  readonly by: AnyDimension | null;
}

const bigText = z
  .string()
  .regex(/^\d+$/)
  .transform((text) => BigInt(text));

export const fleetUseRow = z.object({
  /** Index of the while. */
  slot: z.int(),
  /** The upstream's. */
  slug: z.string(),
  /** The dimension's value; '' without one. */
  value: z.string(),
  outcome: z.enum(["used", "failed", "open"]),
  generations: countText,
  /** Those whose GPU time is known. */
  gpu_known: countText,
  gpu_ms: bigText,
});
export type FleetUse = z.output<typeof fleetUseRow>;

const FINAL = FINAL_STATES.map((state) => `'${state}'`).join(", ");

/** GPU time per while, upstream, value and outcome, counted where the clip was admitted. */
export function fleetUseQuery({ scope, startsMs, by }: FleetInput): Query<typeof fleetUseRow> {
  const source = openSource(scope, by === null ? [] : [by], startsMs.slice(1));
  const { figures } = source;
  return {
    name: "fleet_use",
    sql: `SELECT ${bucketSql(source.timeSql)} AS slot, toString(upstream) AS slug, ${valueSql(by)} AS value,
  multiIf(state = 'succeeded', 'used', state IN (${FINAL}), 'failed', 'open') AS outcome,
  ${figures.generations} AS generations, ${figures.gpuKnown} AS gpu_known, ifNull(${figures.gpuMs}, 0) AS gpu_ms
${source.fromSql} GROUP BY slot, slug, value, outcome ORDER BY slot, slug, value, outcome`,
    params: { ...source.params, ...bucketParams(startsMs), ...byParams(by) },
    row: fleetUseRow,
  };
}

export const busiestHourRow = z.object({
  slug: z.string(),
  value: z.string(),
  hour_ms: z.string().transform(Number),
  gpu_ms: bigText,
});

/** GPU time by value in the hour, of the UTC clock, in which each upstream had most of it; the first of equal ones. */
export function busiestHourQuery({
  scope,
  by,
}: Pick<FleetInput, "scope" | "by">): Query<typeof busiestHourRow> {
  const source = openSource(scope, by === null ? [] : [by], [], { byHour: true });
  return {
    name: "fleet_busiest_hour",
    sql: `SELECT slug, value, toInt64(hour) * 1000 AS hour_ms, ms AS gpu_ms
FROM (
  SELECT *, first_value(hour) OVER (PARTITION BY slug ORDER BY whole DESC, hour ASC
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS busiest
  FROM (
    SELECT *, sum(ms) OVER (PARTITION BY slug, hour) AS whole
    FROM (
      SELECT toString(upstream) AS slug, intDiv(toInt64(${source.timeSql}), 3600) * 3600 AS hour, ${valueSql(by)} AS value,
        toUInt64(ifNull(${source.figures.gpuMs}, 0)) AS ms
      ${source.fromSql} GROUP BY slug, hour, value
    )
  )
)
WHERE hour = busiest AND ms > 0 ORDER BY slug, value`,
    params: { ...source.params, ...byParams(by) },
    row: busiestHourRow,
  };
}

function valueSql(by: AnyDimension | null): string {
  return by === null ? "''" : `toString(${dimensionSql(by, "by_tag")})`;
}

function byParams(by: AnyDimension | null): Record<string, string> {
  return by === null ? {} : tagParams(by, "by_tag");
}
