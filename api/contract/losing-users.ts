import { z } from "@hono/zod-openapi";
import { ledgerContext, ledgerQuery } from "./economics.ts";
import { count, cursor, decimal, pageLimit } from "./scalars.ts";

const { from, to, tz, currency, book, feature, surface, customer, region, platform, plan } =
  ledgerQuery;

/** Filters are those that revenue carries too: without revenue there is no telling who loses. */
export const losingUsersQuery = z.strictObject({
  from,
  to,
  tz,
  currency,
  book,
  feature,
  surface,
  customer,
  region,
  platform,
  plan,
  /** `true`: only users who paid something in the period. */
  payers_only: z.enum(["true", "false"]).default("false"),
  /** The largest first. */
  order: z.enum(["loss", "spend"]).default("loss"),
  limit: pageLimit,
  cursor: cursor.optional(),
});

const share = z.string().openapi({ example: "0.012000", description: "Six decimals, 0 to 1." });

export const losingUser = z
  .object({
    user: z.string(),
    /** Under which the user generated, by name. */
    plans: z.array(z.string()),
    generations: count,
    spend: decimal,
    revenue: decimal,
    /** spend − revenue, more than nothing. */
    loss: decimal,
    /** Of the loss of all who lose. */
    share_of_loss: share.nullable(),
    /** On which the user spent most; null for one who generated nothing. */
    top_feature: z.string().nullable(),
  })
  .openapi("LosingUser");
export type LosingUser = z.infer<typeof losingUser>;

export const losingUsersAnswer = z
  .object({
    ...ledgerContext,
    totals: z.object({
      /** Who generated something. */
      active_users: count,
      losing_users: count,
      /** Of those, who paid something. */
      losing_payers: count,
      /** Of everyone who generated or paid. */
      spend: decimal,
      revenue: decimal,
      /** Of those who lose. */
      loss: decimal,
    }),
    /** The hundredth of the active users who spent most, and their part of the spend. */
    top_percent: z.object({ users: count, spend: decimal, share_of_spend: share.nullable() }),
    data: z.array(losingUser),
    next_cursor: z.string().nullable(),
  })
  .openapi("LosingUsersAnswer");
export type LosingUsersAnswer = z.infer<typeof losingUsersAnswer>;
