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
import type { StripeFacts } from "../../../domain/stripe/stripe-facts.ts";
import type { StripeSettings } from "../../../domain/stripe/stripe-settings.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);

/** A Stripe account that sends its events here. A deleted one takes none; what it brought stays. */
export const stripeConnections = pgTable(
  "stripe_connections",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    /** Only events of this mode; null takes both. */
    livemode: boolean("livemode"),
    /** Only events of this connected account; null takes those of the own one alone. */
    account: text("account"),
    /** AES-256-GCM envelope, bound to workspace and connection (see db/postgres/secret-box.ts). */
    secretSealed: bytes("secret_sealed").notNull(),
    secretLast4: text("secret_last4").notNull(),
    /** Still good until then, so that a secret is changed without losing an event. */
    previousSecretSealed: bytes("previous_secret_sealed"),
    previousValidUntil: at("previous_valid_until"),
    settings: jsonb("settings").$type<StripeSettings>().notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
    deletedAt: at("deleted_at"),
  },
  (table) => [index("stripe_connections_by_workspace").on(table.workspaceId, table.id)],
);

export const STRIPE_OUTCOMES = ["stored", "unchanged", "waiting", "ignored", "refused"] as const;

/** Each event once, by its id, with what became of it. Kept 90 days; what waits or was refused is kept on. */
export const stripeEvents = pgTable(
  "stripe_events",
  {
    /** Minted here, for the order of arrival. */
    id: uuid("id").notNull(),
    workspaceId: workspaceId(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => stripeConnections.id),
    eventId: text("event_id").notNull(),
    type: text("type").notNull(),
    /** Of the object that it is about. */
    objectId: text("object_id"),
    createdAt: at("created_at").notNull(),
    receivedAt: at("received_at").notNull(),
    outcome: text("outcome", { enum: STRIPE_OUTCOMES }).notNull(),
    /** A word that the dashboard has a sentence for, or for a refused one what is wrong with it. */
    reason: text("reason"),
    /** How many revenue entries it wrote. */
    entries: integer("entries").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.eventId] }),
    index("stripe_events_by_arrival").on(table.workspaceId, table.id),
    index("stripe_events_by_object").on(table.connectionId, table.objectId),
    index("stripe_events_by_age").on(table.receivedAt),
  ],
);

/** What is known of each of Stripe's objects, all tellings merged (domain/stripe/merge-facts.ts). */
export const stripeObjects = pgTable(
  "stripe_objects",
  {
    workspaceId: workspaceId(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => stripeConnections.id),
    kind: text("kind").notNull(),
    objectId: text("object_id").notNull(),
    facts: jsonb("facts").$type<StripeFacts>().notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.connectionId, table.objectId, table.kind] })],
);

/**
 * Names that an object shares with what it belongs together with (domain/stripe/links-of.ts). Rows of their own: an array
 * with an inverted index was read as a whole for some hundred names, and for one name by its list of pending rows.
 */
export const stripeLinks = pgTable(
  "stripe_links",
  {
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => stripeConnections.id),
    link: text("link").notNull(),
    objectId: text("object_id").notNull(),
    kind: text("kind").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.connectionId, table.link, table.objectId, table.kind] }),
  ],
);

/** Prices that a connection's invoices and subscriptions name, for its map of plans. */
export const stripePrices = pgTable(
  "stripe_prices",
  {
    workspaceId: workspaceId(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => stripeConnections.id),
    price: text("price").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.connectionId, table.price] })],
);

/** What a subscription says, in every version of it. */
const subscriptionColumns = () => ({
  customer: text("customer").notNull(),
  userId: text("user_id").notNull(),
  plan: text("plan").notNull(),
  status: text("status").notNull(),
  quantity: bigint("quantity", { mode: "number" }),
  /** The running period, half open. */
  periodFrom: at("period_from"),
  periodTo: at("period_to"),
  /** Such as "1 month". */
  interval: text("interval"),
  /** List price of a period, before discounts and tax; null when it is not a fixed one. */
  amount: numeric("amount", { precision: 18, scale: 9 }),
  currency: text("currency").notNull(),
  startedAt: at("started_at").notNull(),
  cancelledAt: at("cancelled_at"),
  endedAt: at("ended_at"),
  source: text("source").notNull(),
});

/** Who subscribes to what. A changed one is the same row with a higher version. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    externalId: text("external_id").notNull(),
    version: integer("version").notNull().default(1),
    ...subscriptionColumns(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("subscriptions_external_id").on(table.workspaceId, table.externalId),
    index("subscriptions_by_id").on(table.workspaceId, table.id),
  ],
);

/** Every version that a subscription ever had. Writer: a trigger on `subscriptions`. */
export const subscriptionVersions = pgTable(
  "subscription_versions",
  {
    recorded: bigint("recorded", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    workspaceId: workspaceId(),
    subscriptionId: uuid("subscription_id").notNull(),
    version: integer("version").notNull(),
    externalId: text("external_id").notNull(),
    ...subscriptionColumns(),
    recordedAt: at("recorded_at").notNull(),
  },
  (table) => [
    index("subscription_versions_of").on(table.workspaceId, table.subscriptionId, table.recorded),
  ],
);
