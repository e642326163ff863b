import { z } from "@hono/zod-openapi";
import { answerContext } from "./measures.ts";
import { count, decimal } from "./scalars.ts";

export const clipCostsAnswer = z
  .object({
    ...answerContext,
    /** Ended with a known cost in `currency`; what the bins and `free` sum to. */
    clips: count,
    /** What the bins' spend sums to. */
    spend: decimal,
    /** Clips that cost nothing; they are in no bin, for a log axis has no zero. */
    free: count,
    lowest: decimal.nullable(),
    highest: decimal.nullable(),
    /** Exact, free clips included: the cost that so many of a hundred clips don't pass. Null without clips. */
    p50: decimal.nullable(),
    p90: decimal.nullable(),
    p99: decimal.nullable(),
    /** Evenly spaced on a log axis, at most 40, each from `from` up to and without `to`. */
    bins: z.array(z.object({ from: decimal, to: decimal, clips: count, spend: decimal })),
  })
  .openapi("ClipCostsAnswer");
export type ClipCostsAnswer = z.infer<typeof clipCostsAnswer>;

export const concentrationAnswer = z
  .object({
    ...answerContext,
    /** Who generated something, by name. */
    users: count,
    /** What they spent. */
    spend: decimal,
    /** Spend of clips that name no user; it is in no point. */
    unnamed_spend: decimal,
    /** What the largest spenders spent together, from few of them to all. */
    points: z.array(
      z.object({
        /** Part of all users, in per cent. */
        share: z.number(),
        users: count,
        spend: decimal,
      }),
    ),
  })
  .openapi("ConcentrationAnswer");
export type ConcentrationAnswer = z.infer<typeof concentrationAnswer>;
