import { z } from "@hono/zod-openapi";
import { FAILURE_KINDS, GENERATION_STATES } from "../../domain/generation.ts";
import { costAnswer } from "./generations.ts";
import { count, currency, decimal, instant } from "./scalars.ts";

/** A stream ends by itself after this; a client that comes again is asked again who it is. */
export const MAX_LIVE_SECONDS = 120;

export const liveQuery = z.strictObject({
  /** 0: what is now, and no more. */
  seconds: z
    .string()
    .regex(/^\d{1,3}$/, "must be a number of seconds")
    .transform(Number)
    .refine((seconds) => seconds <= MAX_LIVE_SECONDS, `must be at most ${MAX_LIVE_SECONDS}`)
    .optional(),
});

export const liveJob = z
  .object({
    id: z.string(),
    status: z.enum(GENERATION_STATES),
    feature: z.string(),
    user: z.string(),
    model: z.string(),
    upstream: z.string(),
    /** Percent, as the upstream says it; null when it doesn't. */
    progress: z.number().nullable(),
    /** True while nobody knows whether the upstream accepted the create. */
    outcome_unknown: z.boolean(),
    created_at: instant,
    started_at: instant.nullable(),
    /** When it was settled or lost sight of; null while it is in flight. */
    ended_at: instant.nullable(),
    /** The maximum price at admission, in the cost's currency. */
    estimate: decimal.nullable(),
    cost: costAnswer,
    failure_kind: z.enum(FAILURE_KINDS).nullable(),
    failure_code: z.string().nullable(),
  })
  .openapi("LiveJob");
export type LiveJob = z.infer<typeof liveJob>;

/** The data of an event `jobs`: everything at first (`full`), then what is different. */
export const liveFrame = z
  .object({
    at: instant,
    full: z.boolean(),
    in_flight: count,
    /** What is set aside for those in flight; currencies are never added up. */
    held: z.array(z.object({ currency, amount: decimal })),
    /** Those in flight for which nothing can be set aside: they have no price. */
    unpriced: count,
    /** Jobs that are new or have moved. Of those in flight the 1,000 oldest, of the ended ones the last 500. */
    jobs: z.array(liveJob),
    /** The last ten minutes, the present one included; minutes in which nothing happened are left out. */
    minutes: z.array(z.object({ at: instant, arrived: count, settled: count, failed: count })),
    /** How long clips of a model take: 95 of 100 are settled by then. Models with under 20 clips in a day have none. */
    yardsticks: z.array(z.object({ model: z.string(), p95_ms: count, clips: count })),
    /** False while the books can't be read: the figures are then those of `at`. */
    current: z.boolean(),
  })
  .openapi("LiveFrame");
export type LiveFrame = z.infer<typeof liveFrame>;
