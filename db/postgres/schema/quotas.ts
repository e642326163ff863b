import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import type { QuotaMetric, QuotaMode, QuotaWindow } from "../../../domain/quota/rule.ts";
import { workspaces } from "./identity.ts";
import { jobs } from "./jobs.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
/** An amount of a metric in its own unit, nano precision. */
const amount = (name: string) => numeric(name, { precision: 38, scale: 9 });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);

/** A limit. Changed in place (the audit log has each change); what was used belongs to its family's windows. */
export const quotaRules = pgTable(
  "quota_rules",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    /** As on the wire: {"each":"user","plan":"free"}. */
    subject: jsonb("subject").$type<Record<string, string | string[]>>().notNull(),
    metric: text("metric").$type<QuotaMetric>().notNull(),
    window: jsonb("window").$type<QuotaWindow>().notNull(),
    limitAmount: amount("limit_amount").notNull(),
    mode: text("mode").$type<QuotaMode>().notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    deletedAt: at("deleted_at"),
  },
  (table) => [index("quota_rules_by_workspace").on(table.workspaceId)],
);

/** One stage of a feature's roll-out. Null lists let everyone in. */
export const gates = pgTable(
  "gates",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    feature: text("feature").notNull(),
    regions: jsonb("regions").$type<readonly string[] | null>(),
    platforms: jsonb("platforms").$type<readonly string[] | null>(),
    plans: jsonb("plans").$type<readonly string[] | null>(),
    /** Of 10,000 users. */
    shareBasisPoints: integer("share_basis_points").notNull().default(10_000),
    fromAt: at("from_at"),
    toAt: at("to_at"),
    dailyBudget: numeric("daily_budget", { precision: 18, scale: 9 }),
    timeZone: text("time_zone").notNull().default("UTC"),
    paused: boolean("paused").notNull().default(false),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
    deletedAt: at("deleted_at"),
  },
  (table) => [index("gates_by_workspace").on(table.workspaceId)],
);

/** Users who may create nothing, until an operator or the time lets them in again. */
export const userBlocks = pgTable(
  "user_blocks",
  {
    workspaceId: workspaceId(),
    userId: text("user_id").notNull(),
    reason: text("reason").notNull(),
    untilAt: at("until_at"),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] })],
);

/** Extra allowance of one user. used + held <= amount. */
export const grants = pgTable(
  "grants",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    userId: text("user_id").notNull(),
    metric: text("metric").$type<QuotaMetric>().notNull(),
    amount: amount("amount").notNull(),
    used: amount("used").notNull().default("0"),
    held: amount("held").notNull().default("0"),
    expiresAt: at("expires_at").notNull(),
    reason: text("reason").notNull(),
    /** The revenue entry of a bought pack. */
    revenueExternalId: text("revenue_external_id"),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by").notNull(),
    revokedAt: at("revoked_at"),
  },
  (table) => [index("grants_by_user").on(table.workspaceId, table.userId, table.expiresAt)],
);

/**
 * What a family's window has used and holds. One row per family, subject and window; a rolling or lifetime family
 * has one row, whose window starts at 1970-01-01. `most`: the highest limit that admitted into it; used + held
 * stays within most + overrun (what jobs took beyond their hold).
 */
export const quotaBuckets = pgTable(
  "quota_buckets",
  {
    workspaceId: text("workspace_id").notNull(),
    family: text("family").notNull(),
    subject: text("subject").notNull(),
    windowStart: at("window_start").notNull(),
    used: amount("used").notNull().default("0"),
    held: amount("held").notNull().default("0"),
    most: amount("most").notNull().default("0"),
    overrun: amount("overrun").notNull().default("0"),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.family, table.subject, table.windowStart] }),
  ],
);

/**
 * One generation's part in one bucket, set aside from admission to settlement. Open until a known outcome or an
 * operator closes it; a later correction moves `captured`. `granted`: what the user's grants cover of the job.
 */
export const holds = pgTable(
  "holds",
  {
    generationId: uuid("generation_id")
      .notNull()
      .references(() => jobs.generationId),
    workspaceId: text("workspace_id").notNull(),
    family: text("family").notNull(),
    subject: text("subject").notNull(),
    windowStart: at("window_start").notNull(),
    metric: text("metric").notNull(),
    /** The rule that bound at admission; null when only watching rules looked. */
    ruleId: uuid("rule_id"),
    amount: amount("amount").notNull(),
    granted: amount("granted").notNull().default("0"),
    captured: amount("captured"),
    /** What the job took beyond its hold. */
    overrun: amount("overrun").notNull().default("0"),
    /** Length of a rolling window; null for others. */
    rollingSeconds: integer("rolling_seconds"),
    /** It has left its rolling window and counts no more. */
    aged: boolean("aged").notNull().default(false),
    state: text("state", { enum: ["open", "captured", "released"] })
      .notNull()
      .default("open"),
    createdAt: at("created_at").notNull(),
    closedAt: at("closed_at"),
  },
  (table) => [
    primaryKey({ columns: [table.generationId, table.family] }),
    index("holds_open")
      .on(table.workspaceId)
      .where(sql`${table.state} = 'open'`),
    index("holds_rolling")
      .on(table.workspaceId, table.family, table.subject, table.createdAt)
      .where(sql`${table.rollingSeconds} is not null and not ${table.aged}`),
  ],
);

/** What a generation takes from grants, in the order in which they are drawn. */
export const grantUses = pgTable(
  "grant_uses",
  {
    generationId: uuid("generation_id")
      .notNull()
      .references(() => jobs.generationId),
    grantId: uuid("grant_id")
      .notNull()
      .references(() => grants.id),
    metric: text("metric").notNull(),
    position: integer("position").notNull(),
    amount: amount("amount").notNull(),
    /** Null while held. */
    captured: amount("captured"),
  },
  (table) => [
    primaryKey({ columns: [table.generationId, table.grantId] }),
    index("grant_uses_by_grant").on(table.grantId),
  ],
);

/** Whom a rule refused, or would have, each UTC day. */
export const quotaHits = pgTable(
  "quota_hits",
  {
    workspaceId: text("workspace_id").notNull(),
    ruleId: uuid("rule_id").notNull(),
    day: date("day").notNull(),
    userId: text("user_id").notNull(),
    mode: text("mode").$type<QuotaMode>().notNull(),
    hits: bigint("hits", { mode: "number" }).notNull(),
    lastAt: at("last_at").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.workspaceId, table.ruleId, table.day, table.userId, table.mode],
    }),
    index("quota_hits_by_user").on(table.workspaceId, table.userId, table.day),
  ],
);

/** The most GPU time that a second of video took, so that a job's GPU time can be held before it is known. */
export const gpuPeaks = pgTable(
  "gpu_peaks",
  {
    upstreamId: uuid("upstream_id").notNull(),
    model: text("model").notNull(),
    msPerSecond: numeric("ms_per_second", { precision: 18, scale: 3 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.upstreamId, table.model] })],
);
