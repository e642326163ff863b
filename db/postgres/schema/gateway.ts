import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
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
import type { AttributionValues } from "../../../domain/attribution-fields.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);

/** One row. Whoever changes keys, upstreams, prices or rules adds 1 in the same transaction; proxies poll it. */
export const configRevision = pgTable("config_revision", {
  id: integer("id").primaryKey(),
  revision: bigint("revision", { mode: "bigint" }).notNull(),
});

/** A video model's address and our credential for it. */
export const upstreams = pgTable(
  "upstreams",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    slug: text("slug").notNull(),
    provider: text("provider").notNull(),
    baseUrl: text("base_url").notNull(),
    /** AES-256-GCM envelope, bound to workspace and upstream ids (see db/postgres/secret-box.ts). */
    credentialSealed: bytes("credential_sealed").notNull(),
    credentialLast4: text("credential_last4").notNull(),
    webhookSecretSealed: bytes("webhook_secret_sealed"),
    /** Of provider custom: how its wire is described (`domain/wire/wire-schema.ts`). */
    wire: jsonb("wire"),
    allowPrivate: boolean("allow_private").notNull().default(false),
    /** The worker's own polls, per second, over all workers. */
    pollsPerSecond: numeric("polls_per_second", { precision: 9, scale: 3 }).notNull().default("5"),
    createdAt: at("created_at").notNull().defaultNow(),
    disabledAt: at("disabled_at"),
  },
  (table) => [uniqueIndex("upstreams_slug").on(table.workspaceId, table.slug)],
);

/** Reelmeter keys. `kind` proxy: presented by SDKs. `kind` admin: management automation. Only SHA-256 is kept. */
export const keys = pgTable(
  "keys",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    kind: text("kind", { enum: ["proxy", "admin"] }).notNull(),
    /** owner | admin | viewer, for kind admin. */
    role: text("role"),
    sha256: bytes("sha256").notNull().unique(),
    /** First characters, shown in lists: rm_live_ab12 */
    prefix: text("prefix").notNull(),
    last4: text("last4").notNull(),
    pinned: jsonb("pinned").$type<AttributionValues>().notNull().default({}),
    defaults: jsonb("defaults").$type<AttributionValues>().notNull().default({}),
    /** Slugs; null allows every upstream of the workspace. */
    upstreams: jsonb("upstreams").$type<readonly string[] | null>(),
    models: jsonb("models").$type<readonly string[] | null>(),
    /** Where its creates may ask to be called: origins, or starts of addresses; null allows none. */
    callbacks: jsonb("callbacks").$type<readonly string[] | null>(),
    createdAt: at("created_at").notNull().defaultNow(),
    expiresAt: at("expires_at"),
    revokedAt: at("revoked_at"),
  },
  (table) => [index("keys_by_workspace").on(table.workspaceId)],
);

/** Versioned, never edited: a correction is a new row with its own validity. Null workspace = seeded. */
export const prices = pgTable(
  "prices",
  {
    id: uuid("id").primaryKey(),
    workspaceId: text("workspace_id").references(() => workspaces.id),
    provider: text("provider").notNull(),
    model: text("model").notNull(),
    unit: text("unit").notNull(),
    conditions: jsonb("conditions").$type<Record<string, string | number | boolean>>().notNull(),
    amount: numeric("amount", { precision: 18, scale: 9 }).notNull(),
    currency: text("currency").notNull(),
    /** Fewer units than these are charged as these. */
    minimumUnits: numeric("minimum_units", { precision: 18, scale: 9 }),
    validFrom: at("valid_from").notNull(),
    validTo: at("valid_to"),
    source: text("source"),
    confidence: text("confidence"),
    createdAt: at("created_at").notNull().defaultNow(),
    createdBy: text("created_by"),
    /** The cost book that it belongs to; null: the prices that settle. Rows of a book decide about no request. */
    book: text("book"),
  },
  (table) => [index("prices_by_model").on(table.provider, table.model)],
);

/** What was last written of the lists that ship with the build, so that a start with the same lists writes nothing. */
export const shippedLists = pgTable("shipped_lists", {
  name: text("name").primaryKey(),
  /** Hex digest of the list's content. */
  sha256: text("sha256").notNull(),
  writtenAt: at("written_at").notNull(),
});

/** What an entry says, in every version of it. */
export const revenueContentColumns = () => ({
  occurredAt: at("occurred_at").notNull(),
  feature: text("feature").notNull(),
  surface: text("surface").notNull(),
  customer: text("customer").notNull(),
  userId: text("user_id").notNull(),
  region: text("region").notNull(),
  platform: text("platform").notNull(),
  plan: text("plan").notNull(),
  /** Net: what is left of `gross` after `fees` and `refunded`, where it is known. */
  amount: numeric("amount", { precision: 18, scale: 9 }).notNull(),
  currency: text("currency").notNull(),
  gross: numeric("gross", { precision: 18, scale: 9 }),
  fees: numeric("fees", { precision: 18, scale: 9 }),
  /** What of `gross` was given back since. */
  refunded: numeric("refunded", { precision: 18, scale: 9 }),
  /** Over which it is recognised, half open; both null: on the day on which it occurred. */
  periodFrom: at("period_from"),
  periodTo: at("period_to"),
  source: text("source").notNull(),
  note: text("note"),
  deletedAt: at("deleted_at"),
});

/** Money that came in. A changed entry is the same row with a higher version; the outbox carries each version. */
export const revenueEntries = pgTable(
  "revenue_entries",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    externalId: text("external_id").notNull(),
    version: integer("version").notNull().default(1),
    ...revenueContentColumns(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("revenue_external_id").on(table.workspaceId, table.externalId),
    index("revenue_by_time").on(table.workspaceId, table.occurredAt),
    index("revenue_by_id").on(table.workspaceId, table.id),
  ],
);

/** First answers to requests that carried an Idempotency-Key. Rows live 24 hours. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    workspaceId: workspaceId(),
    /** Which route family the key belongs to, e.g. "revenue". */
    scope: text("scope").notNull(),
    key: text("key").notNull(),
    bodySha256: bytes("body_sha256").notNull(),
    status: integer("status"),
    answer: jsonb("answer"),
    /** Of a create through the proxy: the generation it made, and the first answer's type and bytes. */
    generationId: uuid("generation_id"),
    answerType: text("answer_type"),
    answerBody: bytes("answer_body"),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.scope, table.key] }),
    index("idempotency_by_age").on(table.createdAt),
    index("idempotency_by_generation")
      .on(table.generationId)
      .where(sql`${table.generationId} is not null`),
  ],
);

/** Append-only: who changed what. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    at: at("at").notNull().defaultNow(),
    actorKind: text("actor_kind").notNull(),
    actorId: text("actor_id").notNull(),
    action: text("action").notNull(),
    target: text("target").notNull(),
    detail: jsonb("detail").notNull().default({}),
    requestId: text("request_id"),
    ip: text("ip"),
  },
  (table) => [
    index("audit_by_time").on(table.workspaceId, table.at),
    // Annotations read a few kinds of change out of a log that bookings of revenue fill.
    index("audit_by_action").on(table.workspaceId, table.action, table.at),
  ],
);
