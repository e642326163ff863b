import { sql } from "drizzle-orm";
import {
  bigint,
  bigserial,
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { upstreams } from "./gateway.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const money = (name: string) => numeric(name, { precision: 18, scale: 9 });
const seconds = (name: string) => numeric(name, { precision: 12, scale: 3 });

/** A running server process. A heartbeat older than INSTANCE_STALE_MS marks its open creates as orphans. */
export const instances = pgTable("instances", {
  id: uuid("id").primaryKey(),
  startedAt: at("started_at").notNull().defaultNow(),
  heartbeatAt: at("heartbeat_at").notNull().defaultNow(),
});

/**
 * One row per generation, written before its create is forwarded. Writers: admission (insert), submission,
 * settle. `version` grows with each change; every change that money or a state depends on puts the whole row
 * into the outbox in the same transaction.
 */
export const jobs = pgTable(
  "jobs",
  {
    generationId: uuid("generation_id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    upstreamId: uuid("upstream_id")
      .notNull()
      .references(() => upstreams.id),
    upstream: text("upstream").notNull(),
    provider: text("provider").notNull(),
    keyId: uuid("key_id").notNull(),
    /** The process that admitted it; see instances. */
    instanceId: uuid("instance_id").notNull(),
    operation: text("operation").notNull(),
    state: text("state").notNull(),
    version: integer("version").notNull().default(1),
    /** The id the upstream gave; null until its answer was stored. */
    providerJobId: text("provider_job_id"),
    sourceProviderJobId: text("source_provider_job_id"),

    feature: text("feature").notNull(),
    surface: text("surface").notNull(),
    customer: text("customer").notNull(),
    userId: text("user_id").notNull(),
    region: text("region").notNull(),
    platform: text("platform").notNull(),
    plan: text("plan").notNull(),
    tags: jsonb("tags").$type<Record<string, string>>().notNull().default({}),

    model: text("model").notNull(),
    /** WIDTHxHEIGHT */
    resolution: text("resolution").notNull(),
    /** Seconds that are priced: for an extension its new segment. */
    requestedSeconds: seconds("requested_seconds"),
    audio: boolean("audio"),
    /** Every priced dimension after defaults, as the price book sees it. */
    dimensions: jsonb("dimensions").$type<Record<string, string | number | boolean>>().notNull(),
    /** HMAC of the prompt under the workspace's key: finds duplicates, can't be read back. */
    promptHash: text("prompt_hash").notNull().default(""),
    prompt: text("prompt"),

    createdAt: at("created_at").notNull(),
    submittedAt: at("submitted_at"),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
    settledAt: at("settled_at"),
    lostAt: at("lost_at"),
    firstDownloadedAt: at("first_downloaded_at"),
    /** False when the clip is fetched from elsewhere: that nobody fetched it here says nothing then. */
    downloadsPass: boolean("downloads_pass").notNull().default(true),
    progress: integer("progress"),
    /** True while nobody knows whether the upstream accepted the create. */
    outcomeUnknown: boolean("outcome_unknown").notNull().default(true),
    /** Since when recovery may look for it at the upstream; null while its create is still under way. */
    unknownSince: at("unknown_since"),
    /** Private: why nobody knows. */
    unknownDetail: text("unknown_detail"),
    /** The upstream's own error of a create that it may have accepted all the same: believed unless its list shows the job. */
    refusalCode: text("refusal_code"),
    refusalMessage: text("refusal_message"),
    /** How often in a row the upstream said that it does not know the job, and since when. */
    missingCount: integer("missing_count").notNull().default(0),
    missingSince: at("missing_since"),

    videoSeconds: seconds("video_seconds"),
    gpuMs: bigint("gpu_ms", { mode: "number" }),
    gpuBasis: text("gpu_basis"),
    gpuType: text("gpu_type"),

    estimate: money("estimate"),
    cost: money("cost"),
    currency: text("currency"),
    costBasis: text("cost_basis").notNull(),
    unpricedReason: text("unpriced_reason"),
    priceId: uuid("price_id"),
    priceUnit: text("price_unit"),
    units: money("units"),
    unitAmount: money("unit_amount"),

    failureKind: text("failure_kind"),
    failureCode: text("failure_code"),
    failureMessage: text("failure_message"),

    /** The worker's schedule: null when nobody needs to poll. */
    nextPollAt: at("next_poll_at"),
    pollAttempts: integer("poll_attempts").notNull().default(0),
    leaseOwner: uuid("lease_owner"),
    leaseUntil: at("lease_until"),
  },
  (table) => [
    uniqueIndex("jobs_provider_job").on(table.upstreamId, table.providerJobId),
    index("jobs_to_poll")
      .on(table.nextPollAt)
      .where(sql`${table.nextPollAt} is not null`),
    index("jobs_unknown")
      .on(table.createdAt)
      .where(sql`${table.outcomeUnknown}`),
    index("jobs_by_time").on(table.workspaceId, table.createdAt),
    index("jobs_open")
      .on(table.workspaceId, table.createdAt)
      .where(sql`${table.state} in ('held', 'submitted', 'running')`),
    index("jobs_by_settlement")
      .on(table.workspaceId, table.settledAt)
      .where(sql`${table.settledAt} is not null`),
  ],
);

/** Things other than jobs that live on an upstream account (a character, a clip's file), and whose they are. */
export const ownedObjects = pgTable(
  "owned_objects",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    upstreamId: uuid("upstream_id")
      .notNull()
      .references(() => upstreams.id),
    object: text("object").notNull(),
    providerId: text("provider_id").notNull(),
    /** The job that a file was made by; null for what no job made. */
    generationId: uuid("generation_id").references(() => jobs.generationId),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({
      columns: [table.upstreamId, table.object, table.providerId, table.workspaceId],
    }),
  ],
);

/**
 * Money facts on their way to ClickHouse, written in the transaction that made them true. A batch is fixed
 * (batch_id) before its first send and resent unchanged; rows go once they were read back.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: bigserial("id", { mode: "bigint" }).primaryKey(),
    topic: text("topic", { enum: ["generation", "revenue"] }).notNull(),
    workspaceId: text("workspace_id").notNull(),
    entityId: uuid("entity_id").notNull(),
    version: integer("version").notNull(),
    /** UTC day whose rollup this row changes. */
    day: date("day").notNull(),
    payload: jsonb("payload").notNull(),
    batchId: uuid("batch_id"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    index("outbox_unbatched")
      .on(table.id)
      .where(sql`${table.batchId} is null`),
    index("outbox_by_batch").on(table.batchId),
  ],
);

/** What a store refused, kept until an operator replays it. */
export const deadLetters = pgTable("dead_letters", {
  id: bigserial("id", { mode: "bigint" }).primaryKey(),
  topic: text("topic").notNull(),
  workspaceId: text("workspace_id").notNull(),
  entityId: uuid("entity_id").notNull(),
  reason: text("reason").notNull(),
  payload: jsonb("payload").notNull(),
  at: at("at").notNull().defaultNow(),
});

/** UTC days whose rollups are older than their raw rows. */
export const dirtyDays = pgTable("dirty_days", {
  day: date("day").primaryKey(),
  revision: bigint("revision", { mode: "bigint" })
    .notNull()
    .default(sql`1`),
  markedAt: at("marked_at").notNull().defaultNow(),
});

/** Work that one worker at a time does (outbox sender, rollup, retention), with a lease that ends by itself. */
export const workLeases = pgTable("work_leases", {
  name: text("name").primaryKey(),
  owner: uuid("owner").notNull(),
  until: at("until").notNull(),
});
