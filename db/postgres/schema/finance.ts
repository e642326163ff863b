import {
  bigint,
  date,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { revenueContentColumns } from "./gateway.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What one unit of `base` bought of `quote` on a day. One row for each pair and day of a workspace: a correction
 * replaces it, and `fx_rate_versions` keeps what stood there. A day without a row takes the last one before
 * (domain/finance/fx.ts).
 */
export const fxRates = pgTable(
  "fx_rates",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    date: date("date").notNull(),
    base: text("base").notNull(),
    quote: text("quote").notNull(),
    rate: numeric("rate", { precision: 24, scale: 12 }).notNull(),
    /** Where it came from: api, plain or ecb. */
    source: text("source").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
    updatedAt: at("updated_at").notNull().defaultNow(),
  },
  // The order of the list, and of a look-up by days.
  (table) => [primaryKey({ columns: [table.workspaceId, table.date, table.base, table.quote] })],
);

/**
 * Every version that a revenue entry ever had. Writer: a trigger on `revenue_entries`. `recorded` counts up over the whole
 * table, in the order in which a workspace's versions became visible (its writers wait for each other, `lockRevenue`): what
 * a report knew at a moment is told by a number, not by a clock.
 */
export const revenueVersions = pgTable(
  "revenue_versions",
  {
    recorded: bigint("recorded", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    entryId: uuid("entry_id").notNull(),
    version: integer("version").notNull(),
    externalId: text("external_id").notNull(),
    ...revenueContentColumns(),
    recordedAt: at("recorded_at").notNull(),
  },
  (table) => [
    index("revenue_versions_of_entry").on(table.workspaceId, table.entryId, table.recorded),
    index("revenue_versions_since").on(table.workspaceId, table.recorded),
  ],
);

/** Every rate that ever stood in `fx_rates`, in the order of `recorded` (writers wait for each other, `lockFxRates`). */
export const fxRateVersions = pgTable(
  "fx_rate_versions",
  {
    recorded: bigint("recorded", { mode: "number" }).generatedAlwaysAsIdentity().primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    date: date("date").notNull(),
    base: text("base").notNull(),
    quote: text("quote").notNull(),
    rate: numeric("rate", { precision: 24, scale: 12 }).notNull(),
    source: text("source").notNull(),
    recordedAt: at("recorded_at").notNull(),
  },
  (table) => [index("fx_rate_versions_since").on(table.workspaceId, table.recorded)],
);
