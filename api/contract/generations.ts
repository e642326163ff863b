import { z } from "@hono/zod-openapi";
import {
  COST_BASES,
  FAILURE_KINDS,
  GENERATION_STATES,
  GPU_BASES,
  OPERATIONS,
} from "../../domain/generation.ts";
import { requestRow } from "./requests.ts";
import { count, currency, decimal, instant, pageOf } from "./scalars.ts";

/** What was billed or estimated; `amount` is null when it is unpriced, and `unpriced_reason` says why. */
export const costAnswer = z.object({
  amount: decimal.nullable(),
  currency: currency.nullable(),
  basis: z.enum(COST_BASES),
  unpriced_reason: z.string().nullable(),
});
export type CostAnswer = z.infer<typeof costAnswer>;

export const generationRow = z
  .object({
    id: z.string(),
    status: z.enum(GENERATION_STATES),
    operation: z.enum(OPERATIONS),
    created_at: instant,
    submitted_at: instant.nullable(),
    started_at: instant.nullable(),
    finished_at: instant.nullable(),
    settled_at: instant.nullable(),
    first_downloaded_at: instant.nullable(),
    /** False when clips are fetched from elsewhere: whether anybody did is unknown then. */
    downloads_pass: z.boolean(),
    feature: z.string(),
    surface: z.string(),
    customer: z.string(),
    user: z.string(),
    region: z.string(),
    platform: z.string(),
    plan: z.string(),
    tags: z.record(z.string(), z.string()),
    provider: z.string(),
    upstream: z.string(),
    model: z.string(),
    resolution: z.string(),
    key_id: z.string(),
    provider_job_id: z.string().nullable(),
    video_seconds: decimal.nullable(),
    gpu_ms: count.nullable(),
    gpu_basis: z.enum(GPU_BASES).nullable(),
    cost: costAnswer,
    /** The maximum price at admission. */
    estimate: decimal.nullable(),
    failure_kind: z.enum(FAILURE_KINDS).nullable(),
    version: count,
  })
  .openapi("GenerationRow");
export type GenerationRow = z.infer<typeof generationRow>;

export const generationsAnswer = pageOf(generationRow).openapi("GenerationsAnswer");
export type GenerationsAnswer = z.infer<typeof generationsAnswer>;

/** units × unit_amount = amount, to the nano. */
export const calculation = z.object({
  price_id: z.string(),
  unit: z.string(),
  units: decimal,
  unit_amount: decimal,
  currency,
  amount: decimal,
  /** "4.000000000 second × 0.100000000 USD = 0.400000000 USD" */
  sentence: z.string(),
});

export const TIMELINE_EVENTS = [
  "created",
  "submitted",
  "started",
  "finished",
  "settled",
  "downloaded",
  "lost",
] as const;

export const timelineEvent = z.object({
  event: z.enum(TIMELINE_EVENTS),
  at: instant,
  /** ms since the event before it. */
  after_ms: z.number().nullable(),
});
export type TimelineEvent = z.infer<typeof timelineEvent>;

/** A re-rating that changed a generation's cost; an amount is null where the cost was unknown. */
const rerateOfGeneration = z.object({
  id: z.string(),
  /** When it was applied to all it covers; null while it is under way. */
  applied_at: instant.nullable(),
  /** When it was taken back; null for one that stands. */
  reverted_at: instant.nullable(),
  before: z.object({ amount: decimal.nullable(), currency: currency.nullable() }),
  after: z.object({ amount: decimal.nullable(), currency: currency.nullable() }),
});

export const generationDetail = generationRow
  .extend({
    gpu_type: z.string().nullable(),
    requested_seconds: decimal.nullable(),
    audio: z.boolean().nullable(),
    /** Everything the price book saw. Empty when only the analytic row is left. */
    dimensions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    failure_code: z.string().nullable(),
    failure_message: z.string().nullable(),
    source_provider_job_id: z.string().nullable(),
    progress: z.number().nullable(),
    /** True while nobody knows whether the upstream accepted the create. */
    outcome_unknown: z.boolean(),
    /** Null when nothing was calculated: unpriced, or the provider named the money. */
    calculation: calculation.nullable(),
    /** The version of the price book that was multiplied; null where nothing was, or where it is gone. */
    price: z
      .object({
        /** True for the workspace's own, false for one that ships with the product. */
        own: z.boolean(),
        valid_from: instant,
        valid_to: instant.nullable(),
        /** Fewer units than these are charged as these. */
        minimum_units: decimal.nullable(),
        source: z.string().nullable(),
      })
      .nullable(),
    /** When money or quota was set aside for it; null where no limit looked, or when only the analytic row is left. */
    hold: z
      .object({
        held_at: instant,
        /** When it was captured or given back; null while it is still set aside. */
        closed_at: instant.nullable(),
      })
      .nullable(),
    /** In the order in which they were made, at most 20. */
    rerates: z.array(rerateOfGeneration),
    timeline: z.array(timelineEvent),
    /** Newest first, at most 200. */
    requests: z.array(requestRow),
    /** An open hold that an operator may release (`POST /api/v1/generations/{id}/release`). */
    releasable: z.boolean(),
  })
  .openapi("GenerationDetail");
export type GenerationDetail = z.infer<typeof generationDetail>;

/** Generations that a generation is tied to, the nearest first, at most 20 of a kind. */
export const relatedAnswer = z
  .object({
    /** False while it has not reached the analytic store, which is asked for all of these. */
    stored: z.boolean(),
    /** What it was made from; null when it was made from nothing, or from what is not known here. */
    origin: generationRow.nullable(),
    /** What was made from it within 90 days. */
    remixes: z.array(generationRow),
    /** The same prompt by the same user, at most a day before or after. */
    repeats: z.array(generationRow),
    /** The same user's last clips before it, and the next ones after it, within 30 days. */
    before: z.array(generationRow),
    after: z.array(generationRow),
  })
  .openapi("RelatedGenerations");
export type RelatedAnswer = z.infer<typeof relatedAnswer>;

/** What stands before and behind a generation in a list; null at an end. */
export const neighboursAnswer = z
  .object({ previous: z.string().nullable(), next: z.string().nullable() })
  .openapi("GenerationNeighbours");
export type NeighboursAnswer = z.infer<typeof neighboursAnswer>;

export const releaseInput = z
  .strictObject({ reason: z.string().trim().min(1).max(500) })
  .openapi("ReleaseInput");
export type ReleaseInput = z.infer<typeof releaseInput>;
