import {
  boolean,
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
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const amount = (name: string) => numeric(name, { precision: 18, scale: 9 });

/** What is wrong with a row of a file. */
export interface ImportFault {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
}

/** What the entries of a file add up to in one currency; decimal strings, null when no entry says it. */
export interface ImportSum {
  readonly currency: string;
  readonly entries: number;
  readonly amount: string;
  readonly gross: string | null;
  readonly fees: string | null;
  readonly refunded: string | null;
}

/**
 * A file of revenue: read into a staging table of its own, then applied in one transaction. While it is open, `touchedAt`
 * moves on; one that stands still was interrupted, and nothing of it is in the ledger.
 */
export const revenueImports = pgTable(
  "revenue_imports",
  {
    id: uuid("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    state: text("state", {
      enum: ["reading", "applying", "applied", "reverted", "refused", "failed", "interrupted"],
    }).notNull(),
    /** It ends without a trace. */
    dryRun: boolean("dry_run").notNull(),
    /** The file's. */
    name: text("name"),
    rowsRead: integer("rows_read").notNull().default(0),
    rowsSkipped: integer("rows_skipped").notNull().default(0),
    badRows: integer("bad_rows").notNull().default(0),
    entries: integer("entries").notNull().default(0),
    created: integer("created").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    unchanged: integer("unchanged").notNull().default(0),
    sums: jsonb("sums").$type<readonly ImportSum[]>().notNull().default([]),
    /** The first of them. */
    faults: jsonb("faults").$type<readonly ImportFault[]>().notNull().default([]),
    /** Why it failed, for people. */
    error: text("error"),
    createdAt: at("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    touchedAt: at("touched_at").notNull(),
    endedAt: at("ended_at"),
    revertedAt: at("reverted_at"),
    revertedBy: text("reverted_by"),
    /** Entries that somebody changed since, which a revert left as they were. */
    leftAlone: integer("left_alone").notNull().default(0),
  },
  (table) => [index("revenue_imports_by_workspace").on(table.workspaceId, table.id)],
);

/** A mapping kept under a name. */
export const revenueImportProfiles = pgTable(
  "revenue_import_profiles",
  {
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    name: text("name").notNull(),
    mapping: jsonb("mapping").$type<RevenueMappingInput>().notNull(),
    updatedAt: at("updated_at").notNull(),
    updatedBy: text("updated_by").notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.name] })],
);

/**
 * The shape of an import's staging table, a row for each line of its file. Always empty itself: each import copies it, and
 * dropping the copy gives its disk back at once, which deleting rows does not on the embedded engine.
 */
export const revenueImportLines = pgTable("revenue_import_lines", {
  line: integer("line").notNull(),
  entryId: uuid("entry_id").notNull(),
  externalId: text("external_id").notNull(),
  occurredAt: at("occurred_at").notNull(),
  feature: text("feature").notNull(),
  surface: text("surface").notNull(),
  customer: text("customer").notNull(),
  userId: text("user_id").notNull(),
  region: text("region").notNull(),
  platform: text("platform").notNull(),
  plan: text("plan").notNull(),
  amount: amount("amount").notNull(),
  currency: text("currency").notNull(),
  gross: amount("gross"),
  fees: amount("fees"),
  refunded: amount("refunded"),
  periodFrom: at("period_from"),
  periodTo: at("period_to"),
  note: text("note"),
  /** What the line adds to its entry; null where each line is an entry. */
  role: text("role"),
});
