import { z } from "@hono/zod-openapi";
import { dimensionFilters, periodQuery, withTags } from "./analytics-query.ts";
import { answerContext } from "./measures.ts";
import { count, decimal } from "./scalars.ts";

export const cubeQuery = withTags({
  ...periodQuery.shape,
  ...dimensionFilters.shape,
  /** Clips cost what this cost book says, where it has a price for them. */
  book: z.string().min(1).max(100).optional(),
});

export const cubeAnswer = z
  .object({
    ...answerContext,
    book: z.string().nullable(),
    /** Days of the period, whole or not. */
    days: z.number(),
    /** Ended generations, and those of them that are in no cell because their cells are too small. */
    clips: count,
    clips_left_out: count,
    cells: z
      .array(
        z.object({
          feature: z.string(),
          surface: z.string(),
          region: z.string(),
          plan: z.string(),
          model: z.string(),
          resolution: z.string(),
          made: z.boolean(),
          clips: count,
          priced: count,
          cost: decimal,
          measured: count,
          seconds: decimal,
          timed: count,
          gpu_seconds: decimal,
          /** Costs that one in ten, half and nine in ten clips don't pass; null without a priced clip. */
          unit_cost: z.tuple([decimal, decimal, decimal]).nullable(),
        }),
      )
      .openapi({ description: "Largest first, at most 5,000." }),
    /** How the users of each plan share their clips, fewest clips first; both parts sum to 1. */
    plans: z.array(
      z.object({
        plan: z.string(),
        users: count,
        clips: count,
        groups: z.array(z.object({ users: z.number(), clips: z.number() })),
      }),
    ),
    /** Clips by hour of the week in the period's zone, Monday 00:00 first: 168 counts. */
    hours: z.array(count),
    /** Payments; null when a filter asks for what revenue doesn't carry. */
    revenue: z
      .array(z.object({ plan: z.string(), currency: z.string(), amount: decimal }))
      .nullable(),
    /** Units of `currency` for one of another at the period's last day; absent where no rate leads there. */
    rates: z.record(z.string(), decimal),
  })
  .openapi("WhatIfCube");
export type CubeAnswer = z.infer<typeof cubeAnswer>;
