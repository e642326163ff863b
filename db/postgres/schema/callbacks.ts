import { sql } from "drizzle-orm";
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { upstreams } from "./gateway.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);
const upstreamId = () =>
  uuid("upstream_id")
    .notNull()
    .references(() => upstreams.id);

/** Where the client of a generation wants to be called. Written before the create is sent. */
export const jobCallbacks = pgTable(
  "job_callbacks",
  {
    generationId: uuid("generation_id").primaryKey(),
    workspaceId: workspaceId(),
    upstreamId: upstreamId(),
    /** Of the token in our own address, which only the provider is told. */
    tokenSha256: bytes("token_sha256").notNull().unique(),
    /** AES-256-GCM envelope, bound to workspace and generation (see db/postgres/secret-box.ts). */
    urlSealed: bytes("url_sealed").notNull(),
    /** Its origin: the part that may be shown. */
    origin: text("origin").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [index("job_callbacks_by_age").on(table.createdAt)],
);

/** What a provider sent to such an address, on its way to the client: one row however often it is sent. */
export const callbackDeliveries = pgTable(
  "callback_deliveries",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    upstreamId: upstreamId(),
    generationId: uuid("generation_id").notNull(),
    /** The provider's own id of it, or its body's digest. */
    deliveryKey: text("delivery_key").notNull(),
    /** True when the provider's signature was checked. */
    verified: boolean("verified").notNull(),
    /** Names and values, in turn, of the headers that go on. */
    headers: jsonb("headers").$type<readonly string[]>().notNull(),
    /** As it came; null once it was delivered. */
    body: bytes("body"),
    state: text("state", { enum: ["waiting", "delivered", "failed"] })
      .notNull()
      .default("waiting"),
    tries: integer("tries").notNull().default(0),
    /** Of the last try: the receiver's status, or why there is none. */
    lastStatus: integer("last_status"),
    lastFault: text("last_fault"),
    receivedAt: at("received_at").notNull().defaultNow(),
    /** Null unless it waits. */
    nextTryAt: at("next_try_at"),
    endedAt: at("ended_at"),
    leaseOwner: uuid("lease_owner"),
    leaseUntil: at("lease_until"),
  },
  (table) => [
    uniqueIndex("callback_deliveries_once").on(table.generationId, table.deliveryKey),
    index("callback_deliveries_due")
      .on(table.nextTryAt)
      .where(sql`${table.nextTryAt} is not null`),
    index("callback_deliveries_by_workspace").on(table.workspaceId, table.id),
    index("callback_deliveries_by_age").on(table.receivedAt),
  ],
);
