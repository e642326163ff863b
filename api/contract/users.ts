import { z } from "@hono/zod-openapi";
import { QUOTA_MODES } from "../../domain/quota/rule.ts";
import { count, cursor, decimal, instant, pageLimit, pageOf, uuid } from "./scalars.ts";

export const userBlockInput = z
  .strictObject({
    reason: z.string().trim().min(1).max(500),
    until: instant.nullish(),
  })
  .openapi("UserBlockInput");
export type UserBlockInput = z.input<typeof userBlockInput>;

export const userBlockAnswer = z
  .object({
    user: z.string(),
    /** Null for a user who is not blocked. */
    block: z
      .object({
        reason: z.string(),
        until: instant.nullable(),
        created_at: instant,
        created_by: z.string(),
      })
      .nullable(),
  })
  .openapi("UserBlockAnswer");
export type UserBlockAnswer = z.infer<typeof userBlockAnswer>;

/** A user as support finds one. */
export const userRow = z
  .object({
    user: z.string(),
    generations: count,
    failed: count,
    spend: z.record(z.string(), decimal),
    revenue: z.record(z.string(), decimal),
    last_seen: instant.nullable(),
    blocked: z.boolean(),
    refused_7d: count,
  })
  .openapi("UserRow");
export type UserRow = z.infer<typeof userRow>;

export const usersAnswer = pageOf(userRow).openapi("UsersAnswer");
export type UsersAnswer = z.infer<typeof usersAnswer>;
export const usersQuery = z.strictObject({
  /** Part of a user's id, any case. */
  search: z.string().max(200).optional(),
  from: instant.optional(),
  to: instant.optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});

/** What a rule did to one user, newest first. */
export const quotaHitRow = z
  .object({
    rule_id: uuid,
    /** Null once the rule or gate is deleted. */
    name: z.string().nullable(),
    day: z.iso.date(),
    mode: z.enum(QUOTA_MODES),
    hits: count,
    last_at: instant,
  })
  .openapi("QuotaHitRow");
export const quotaHitsAnswer = pageOf(quotaHitRow).openapi("QuotaHitsAnswer");
export type QuotaHitsAnswer = z.infer<typeof quotaHitsAnswer>;
