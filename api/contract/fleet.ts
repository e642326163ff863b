import { z } from "@hono/zod-openapi";
import { IDLE_LEFT_REASONS, IDLE_RULES } from "../../domain/fleet/split-idle.ts";
import { periodQuery } from "./analytics-query.ts";
import { bucket } from "./analytics.ts";
import { count, decimal, instant, oneOrMany } from "./scalars.ts";
import { upstreamRow } from "./upstreams.ts";

const question = {
  ...periodQuery.shape,
  /** Slugs of upstreams with GPUs of their own; all of them when absent. */
  upstream: oneOrMany.optional(),
};

export const fleetQuery = z.strictObject({
  ...question,
  /** Whose use the rows show: a dimension, or `tag:<name>`. */
  by: z.string().max(80).default("feature"),
  /** How what stood idle is split over the rows. */
  split: z.enum(IDLE_RULES).default("none"),
});

export const FLEET_INTERVALS = ["hour", "day"] as const;
export const fleetSeriesQuery = z.strictObject({
  ...question,
  interval: z.enum(FLEET_INTERVALS).default("day"),
});

/** GPU seconds, and what they cost at the fleet's rate. */
const amount = z.object({ gpu_seconds: decimal, cost: decimal });

/** capacity = used + failed + idle − over_capacity, to the nano. */
const figures = z.object({
  /** GPUs × hours × price, whether used or not. */
  capacity: amount,
  used: amount,
  /** GPU time of clips that failed, were blocked, cancelled or expired. */
  failed: amount,
  idle: amount,
  /** GPU time past the capacity. Measured on all GPUs while clips ran side by side: state gpus_per_run in a GPU profile. */
  over_capacity: amount,
  over_capacity_reason: z.enum(["gpu_time_exceeds_capacity"]).nullable(),
  /** used + failed ÷ capacity in percent, two decimals; null without capacity. */
  utilisation_pct: z.string().nullable(),
});
export type FleetFiguresShown = z.infer<typeof figures>;

const counts = {
  /** Ended clips. */
  generations: count,
  running: count,
  /** Ended clips whose GPU time nobody knows: it counts as idle. */
  without_gpu_time: count,
  /** GPU time of clips admitted while the upstream had no GPUs: in none of the figures. */
  unrated_gpu_seconds: decimal,
};

const idleLeft = amount.extend({
  /** Why it is not split: no rule was asked for, or nobody used the fleet. */
  reason: z.enum(IDLE_LEFT_REASONS).nullable(),
});

const period = {
  from: instant,
  to: instant,
  timezone: z.string(),
  /** GPUs are priced in USD, whatever currency the reports are in. */
  currency: z.literal("USD"),
  as_of: instant,
};

export const fleetAnswer = z
  .object({
    ...period,
    by: z.string(),
    split: z.enum(IDLE_RULES),
    totals: figures.extend(counts),
    upstreams: z.array(
      figures.extend({
        upstream: z.string(),
        ...counts,
        idle_left: idleLeft,
        /** The hour with the most GPU time; null when nothing ran, or the rule doesn't ask for it. */
        busiest_hour: instant.nullable(),
        /** Its fleet through the range. */
        versions: z.array(
          figures.extend({ from: instant, to: instant, gpu: upstreamRow.shape.gpu.unwrap() }),
        ),
      }),
    ),
    /** Who used the fleets, the dearest first. With idle_left they sum to the totals. */
    data: z.array(
      z.object({ value: z.string(), used: amount, failed: amount, idle: amount, cost: decimal }),
    ),
    idle_left: idleLeft,
  })
  .openapi("FleetAnswer");
export type FleetAnswer = z.infer<typeof fleetAnswer>;

export const fleetSeriesAnswer = z
  .object({
    ...period,
    interval: z.enum(FLEET_INTERVALS),
    /** Each accounted for by itself: a busy hour's time past its capacity fills no idle hour. */
    buckets: z.array(bucket.extend(figures.shape)),
  })
  .openapi("FleetSeriesAnswer");
export type FleetSeriesAnswer = z.infer<typeof fleetSeriesAnswer>;
