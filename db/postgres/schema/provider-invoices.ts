import {
  date,
  foreignKey,
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
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** One line as it is kept: amounts and units as decimal strings, days half open. */
export interface KeptBillLine {
  readonly from: string;
  readonly to: string;
  /** As the provider spells it. */
  readonly model: string;
  readonly amount: string;
  readonly units: string | null;
  readonly unit: string | null;
  readonly description: string | null;
}

/**
 * A provider's invoice, known by the provider's number for it. What it says stands in its versions, the current one
 * named here; none is ever taken away.
 */
export const providerInvoices = pgTable(
  "provider_invoices",
  {
    id: uuid("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    provider: text("provider").notNull(),
    name: text("name").notNull(),
    version: integer("version").notNull(),
    createdAt: at("created_at").notNull(),
    /** Null while it stands. */
    deletedAt: at("deleted_at"),
  },
  (table) => [
    uniqueIndex("provider_invoices_name").on(table.workspaceId, table.provider, table.name),
    // The order of the list.
    index("provider_invoices_by_workspace").on(table.workspaceId, table.id),
  ],
);

/** What an invoice said when it was handed in. Never edited: other content is the next version. */
export const providerInvoiceVersions = pgTable(
  "provider_invoice_versions",
  {
    invoiceId: uuid("invoice_id").notNull(),
    version: integer("version").notNull(),
    currency: text("currency").notNull(),
    timeZone: text("time_zone").notNull(),
    /** The days that are compared, half open. */
    firstDay: date("first_day").notNull(),
    endDay: date("end_day").notNull(),
    billed: numeric("billed", { precision: 38, scale: 9 }).notNull(),
    lines: jsonb("lines").$type<readonly KeptBillLine[]>().notNull(),
    /** The provider's names of models and ours. */
    models: jsonb("models").$type<Readonly<Record<string, string>>>().notNull(),
    source: text("source", { enum: ["lines", "csv", "runway_usage"] }).notNull(),
    /** Of all that it says; the same again is no new version. */
    contentSha256: text("content_sha256").notNull(),
    createdAt: at("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.invoiceId, table.version] }),
    foreignKey({ columns: [table.invoiceId], foreignColumns: [providerInvoices.id] }),
  ],
);
