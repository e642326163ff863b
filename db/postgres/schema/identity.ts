import {
  boolean,
  customType,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/**
 * Sign-in and workspaces. Written by better-auth (its organisations are our workspaces), read by the api.
 * Property names are the ones better-auth's models use; column and table names are ours.
 */
const at = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

export const users = pgTable("users", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    activeOrganizationId: text("active_workspace_id"),
    expiresAt: at("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [index("sessions_by_user").on(table.userId)],
);

export const accounts = pgTable(
  "accounts",
  {
    id: text("id").primaryKey(),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: at("access_token_expires_at"),
    refreshTokenExpiresAt: at("refresh_token_expires_at"),
    scope: text("scope"),
    password: text("password"),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  (table) => [index("accounts_by_user").on(table.userId)],
);

export const verifications = pgTable("verifications", {
  id: text("id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: at("expires_at").notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

/** One tenant. Everything below carries its id, and every query is bound to it. */
export const workspaces = pgTable("workspaces", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  slug: text("slug").notNull().unique(),
  logo: text("logo"),
  metadata: text("metadata"),
  /** IANA zone that decides the workspace's days and months. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** The day on which the weeks of its charts begin. */
  weekStart: text("week_start", { enum: ["monday", "sunday", "saturday"] })
    .notNull()
    .default("monday"),
  /** Off by default: then only a keyed hash of the prompt is kept. */
  storePrompts: boolean("store_prompts").notNull().default(false),
  requestRetentionDays: integer("request_retention_days").notNull().default(90),
  /** Null keeps generations for ever. */
  generationRetentionDays: integer("generation_retention_days"),
  /** Generations created before this instant may be gone; written before any of them is removed. */
  generationsRemovedBefore: at("generations_removed_before"),
  createdAt: at("created_at").notNull().defaultNow(),
});

export const members = pgTable(
  "members",
  {
    id: text("id").primaryKey(),
    organizationId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** owner | admin | viewer */
    role: text("role").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    /** Of a call with a session in this workspace, some minutes exact; null before the first. */
    lastSeenAt: at("last_seen_at"),
  },
  (table) => [uniqueIndex("members_once").on(table.organizationId, table.userId)],
);

export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    organizationId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role"),
    /** pending | accepted | revoked; a pending one ends by its time. */
    status: text("status").notNull().default("pending"),
    /** Of the secret in the link; the link itself is kept nowhere. */
    tokenSha256: bytes("token_sha256").unique(),
    expiresAt: at("expires_at").notNull(),
    /** Null when a management token invited. */
    inviterId: text("inviter_id").references(() => users.id, { onDelete: "set null" }),
    createdAt: at("created_at").notNull().defaultNow(),
    acceptedAt: at("accepted_at"),
  },
  (table) => [index("invitations_by_workspace").on(table.organizationId)],
);
