import { date, numeric, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });

/**
 * What one unit of `base` bought of `quote` on a day. One row for each pair and day of a workspace: a correction
 * replaces it, and the audit log says what stood there. A day without a row takes the last one before
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
