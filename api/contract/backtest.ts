import { z } from "@hono/zod-openapi";
import { quotaInput } from "./quotas.ts";
import { count, decimal, instant, uuid } from "./scalars.ts";

const draft = quotaInput.partial({ name: true, mode: true });

/** A draft rule replayed on what was generated; `against` is the rule it would replace, as it is or as a draft. */
export const backtestInput = z
  .strictObject({
    rule: draft,
    against: z.union([z.strictObject({ id: uuid }), draft]).optional(),
    from: instant,
    to: instant,
    /** Decides the days of the answer. */
    tz: z.string().max(100).default("UTC"),
  })
  .openapi("BacktestInput");
export type BacktestInput = z.input<typeof backtestInput>;

const money = z.record(z.string(), decimal);

export const backtestOutcome = z
  .object({
    /** Generations the rule looked at, and of those the ones it would have refused. */
    considered: count,
    refused: count,
    /** Admitted because nobody knows what they took in the rule's metric. */
    amount_unknown: count.openapi({
      description:
        "Generations whose amount in the rule's metric is unknown: admitted, used nothing.",
    }),
    /** Those whose generations it looked at; all who are not named are one, `(none)`. */
    users: count,
    users_hit: count,
    /** Cost of what it would have refused, by currency; generations of unknown cost are counted apart. */
    spend_saved: money.openapi({
      description:
        "Known cost of the refused generations, by currency; currencies are never added up.",
    }),
    spend_unknown: count.openapi({
      description: "Refused generations without a known cost: unpriced, or without an outcome yet.",
    }),
    /** Revenue of the users hit, in the same period, by currency. */
    revenue_at_risk: money.openapi({
      description:
        "Revenue of the users hit in the same period, by currency. Entries that name no user are nobody's.",
    }),
    /** How many users lose how many generations. */
    histogram: z.array(
      z.object({ from: count, to: count.nullable(), users: count, refused: count }),
    ),
    by_feature: z.array(
      z.object({ feature: z.string(), considered: count, refused: count, spend_saved: money }),
    ),
    by_day: z.array(
      z.object({ day: z.iso.date(), considered: count, refused: count, spend_saved: money }),
    ),
    /** Those who lose most, at most 100. */
    top_users: z.array(
      z.object({
        user: z.string(),
        considered: count,
        refused: count,
        spend_saved: money,
        revenue: money,
        first_refused_at: instant,
      }),
    ),
  })
  .openapi("BacktestOutcome");
export type BacktestOutcome = z.infer<typeof backtestOutcome>;

export const backtestAnswer = z
  .object({
    rule: backtestOutcome,
    against: backtestOutcome.nullable(),
    /** Users hit by the one and not by the other; null without `against`. */
    newly_hit: count.nullable(),
    newly_spared: count.nullable(),
    took_ms: count,
  })
  .openapi("BacktestAnswer");
export type BacktestAnswer = z.infer<typeof backtestAnswer>;
