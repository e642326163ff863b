import { z } from "@hono/zod-openapi";
import {
  CALENDAR_UNITS,
  MAX_ROLLING_SECONDS,
  MIN_ROLLING_SECONDS,
  QUOTA_METRICS,
  QUOTA_MODES,
} from "../../domain/quota/rule.ts";
import { isTimeZone } from "../../domain/time-zone.ts";
import {
  amountInput,
  count,
  cursor,
  currencyInput,
  decimal,
  instant,
  pageLimit,
  pageOf,
  uuid,
} from "./scalars.ts";

export const timeZone = z
  .string()
  .max(100)
  .refine(isTimeZone, { message: 'must be an IANA time zone, such as "Europe/Paris"' })
  .openapi({ example: "Europe/Paris" });

/**
 * `{"each":"user"}` counts every user apart, `{"user":"u_42"}` is about one, `{"each":"user","plan":"free"}` about
 * each user of a plan, `{}` about all together. Checked by `parseSubject`, which names the faulty member.
 */
export const quotaSubject = z
  .record(z.string(), z.union([z.string(), z.array(z.string())]))
  .openapi("QuotaSubject", { example: { each: "user", plan: "free" } });

export const quotaWindow = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("calendar"),
      unit: z.enum(CALENDAR_UNITS),
      tz: timeZone,
    }),
    z.strictObject({
      kind: z.literal("rolling"),
      seconds: z.int().min(MIN_ROLLING_SECONDS).max(MAX_ROLLING_SECONDS),
    }),
    z.strictObject({ kind: z.literal("lifetime") }),
  ])
  .openapi("QuotaWindow");

/** A limit. For metric `in_flight` the window may be left out: it counts what runs now. */
export const quotaInput = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    subject: quotaSubject,
    metric: z.enum(QUOTA_METRICS),
    window: quotaWindow.optional(),
    limit: amountInput,
    mode: z.enum(QUOTA_MODES),
  })
  .openapi("QuotaInput");
export type QuotaInput = z.input<typeof quotaInput>;

export const quotaRow = z
  .object({
    id: uuid,
    name: z.string(),
    subject: quotaSubject,
    metric: z.enum(QUOTA_METRICS),
    window: quotaWindow,
    limit: decimal,
    mode: z.enum(QUOTA_MODES),
    /** Rules of one family count together, and the most specific one binds. */
    family: z.string(),
    /** The last 7 days: what it refused, or would have. */
    hits_7d: count,
    users_hit_7d: count,
    created_at: instant,
    updated_at: instant,
  })
  .openapi("QuotaRow");
export type QuotaRow = z.infer<typeof quotaRow>;

export const quotasAnswer = pageOf(quotaRow).openapi("QuotasAnswer");
export type QuotasAnswer = z.infer<typeof quotasAnswer>;

/** Several rules in one transaction: all or none. A row with an id changes that rule, one without makes a rule. */
export const quotasBulkInput = z
  .strictObject({
    rules: z
      .array(quotaInput.extend({ id: uuid.optional(), delete: z.boolean().optional() }))
      .min(1)
      .max(1_000),
    /** True: only check, and answer what would change. */
    dry_run: z.boolean().default(false),
  })
  .openapi("QuotasBulkInput");
export type QuotasBulkInput = z.input<typeof quotasBulkInput>;

export const quotasBulkAnswer = z
  .object({
    applied: z.boolean(),
    created: count,
    changed: count,
    deleted: count,
    unchanged: count,
    data: z.array(quotaRow),
  })
  .openapi("QuotasBulkAnswer");
export type QuotasBulkAnswer = z.infer<typeof quotasBulkAnswer>;

/** Whose quotas: a user, and whatever else rules select by. `tag:<name>` members are allowed too. */
export const usageQuery = z.looseObject({
  user: z.string().min(1).max(200).optional(),
  customer: z.string().max(200).optional(),
  feature: z.string().max(200).optional(),
  surface: z.string().max(200).optional(),
  region: z.string().max(200).optional(),
  platform: z.string().max(200).optional(),
  plan: z.string().max(200).optional(),
  key: uuid.optional(),
});

export const grantRow = z
  .object({
    id: uuid,
    user: z.string(),
    metric: z.enum(QUOTA_METRICS),
    amount: decimal,
    used: decimal,
    held: decimal,
    left: decimal,
    expires_at: instant,
    reason: z.string(),
    revenue_external_id: z.string().nullable(),
    status: z.enum(["active", "used_up", "expired", "revoked"]),
    created_at: instant,
    created_by: z.string(),
    revoked_at: instant.nullable(),
  })
  .openapi("GrantRow");
export type GrantRow = z.infer<typeof grantRow>;

export const usageRow = z
  .object({
    rule_id: uuid,
    name: z.string(),
    metric: z.enum(QUOTA_METRICS),
    mode: z.enum(QUOTA_MODES),
    window: quotaWindow,
    /** Whose bucket, readable: `user u_42`, or `all together`. */
    subject: z.string(),
    limit: decimal,
    used: decimal,
    held: decimal,
    /** Of the window, never below zero. */
    left: decimal,
    /** What the user's grants add; null where grants don't apply. */
    granted_left: decimal.nullable(),
    /** Calendar: the window's end. Rolling: when the oldest part leaves. Null when nothing resets. */
    resets_at: instant.nullable(),
  })
  .openapi("UsageRow");
export type UsageRow = z.infer<typeof usageRow>;

export const usageAnswer = z
  .object({
    user: z.string().nullable(),
    /** Whether one more clip of the given kind would be admitted now, as far as counted rules, blocks and gates tell. */
    allowed: z.boolean(),
    /** One sentence for people. */
    because: z.string(),
    data: z.array(usageRow),
    grants: z.array(grantRow),
    /** The reason is for management callers; null for a proxy key. */
    block: z.object({ reason: z.string().nullable(), until: instant.nullable() }).nullable(),
  })
  .openapi("UsageAnswer");
export type UsageAnswer = z.infer<typeof usageAnswer>;

/** Extra allowance, used after the window's own, earliest expiry first. */
export const grantInput = z
  .strictObject({
    user: z.string().min(1).max(200),
    metric: z.enum(["generations", "video_seconds", "gpu_seconds", "cost"]).default("generations"),
    amount: amountInput,
    expires_at: instant,
    reason: z.string().trim().min(1).max(500),
    /** A bought pack: written as a revenue entry of this user in the same transaction. */
    revenue: z
      .strictObject({
        external_id: z.string().min(1).max(200),
        amount: amountInput,
        currency: currencyInput,
        feature: z.string().min(1).max(200).optional(),
      })
      .optional(),
  })
  .openapi("GrantInput");
export type GrantInput = z.input<typeof grantInput>;

export const grantsAnswer = pageOf(grantRow).openapi("GrantsAnswer");
export type GrantsAnswer = z.infer<typeof grantsAnswer>;
export const grantsQuery = z.strictObject({
  user: z.string().max(200).optional(),
  status: z.enum(["active", "all"]).default("all"),
  cursor: cursor.optional(),
  limit: pageLimit,
});

const values = z.array(z.string().min(1).max(200)).min(1).max(300);

/** One stage of a roll-out. A feature with gates is open to whom at least one of them lets in. */
export const gateInput = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    feature: z.string().trim().min(1).max(200),
    /** Null or absent: all. */
    regions: values.nullish(),
    platforms: values.nullish(),
    plans: values.nullish(),
    /** Percent of users, up to two decimals. */
    share: z.number().min(0).max(100).multipleOf(0.01).default(100),
    from: instant.nullish(),
    to: instant.nullish(),
    /** In the reporting currency, for each day of `tz`. */
    daily_budget: amountInput.nullish(),
    tz: timeZone.default("UTC"),
    paused: z.boolean().default(false),
  })
  .openapi("GateInput");
export type GateInput = z.input<typeof gateInput>;

export const gateRow = z
  .object({
    id: uuid,
    name: z.string(),
    feature: z.string(),
    regions: z.array(z.string()).nullable(),
    platforms: z.array(z.string()).nullable(),
    plans: z.array(z.string()).nullable(),
    share: z.number(),
    from: instant.nullable(),
    to: instant.nullable(),
    daily_budget: decimal.nullable(),
    tz: z.string(),
    paused: z.boolean(),
    /** Where it stands now. */
    status: z.enum(["planned", "open", "paused", "ended"]),
    /** Of today's budget: used, held; null without one. */
    budget_used: decimal.nullable(),
    budget_held: decimal.nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .openapi("GateRow");
export type GateRow = z.infer<typeof gateRow>;

export const gatesAnswer = pageOf(gateRow).openapi("GatesAnswer");
export type GatesAnswer = z.infer<typeof gatesAnswer>;
