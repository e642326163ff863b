import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id);

/**
 * A closed month. Its revenue is what `revenue_versions` and `fx_rate_versions` held up to the two numbers; its spend, and what
 * it corrects of the months before, lies in ClickHouse (`closed_spend_v1`) under this id, with a digest. A month that
 * was opened again keeps its row and gets another one when it is closed once more.
 */
export const monthClosings = pgTable(
  "month_closings",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    /** 2026-01 */
    month: text("month").notNull(),
    /** IANA zone in which its days are cut; the same for all closings in force. */
    timeZone: text("time_zone").notNull(),
    revenueRecorded: bigint("revenue_recorded", { mode: "number" }).notNull(),
    fxRecorded: bigint("fx_recorded", { mode: "number" }).notNull(),
    spendRows: bigint("spend_rows", { mode: "number" }).notNull(),
    /** Hex SHA-256 over its rows of `closed_spend_v1`. */
    spendSha256: text("spend_sha256").notNull(),
    /** What stood against closing it, as it was accepted. */
    openPoints: jsonb("open_points").$type<Readonly<Record<string, unknown>>>().notNull(),
    /** The report that was kept when it was closed; null when that did not come about. */
    reportId: uuid("report_id"),
    closedAt: at("closed_at").notNull(),
    closedBy: text("closed_by").notNull(),
    reopenedAt: at("reopened_at"),
    reopenedBy: text("reopened_by"),
    reopenReason: text("reopen_reason"),
  },
  (table) => [
    uniqueIndex("month_closings_in_force")
      .on(table.workspaceId, table.month)
      .where(sql`${table.reopenedAt} is null`),
  ],
);

/** A report as it was given, word for word, with what it was asked and what was known then. Never changed. */
export const keptReports = pgTable(
  "kept_reports",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    kind: text("kind", { enum: ["margin"] }).notNull(),
    name: text("name").notNull(),
    /** The month whose closing kept it; null for one that somebody kept. */
    month: text("month"),
    /** The question with every default filled in, so that asked again it is about the same days. */
    query: jsonb("query").$type<Readonly<Record<string, string>>>().notNull(),
    /** The answer's JSON, byte for byte. */
    answer: text("answer").notNull(),
    /** Hex SHA-256 of `answer`. */
    sha256: text("sha256").notNull(),
    revenueRecorded: bigint("revenue_recorded", { mode: "number" }).notNull(),
    fxRecorded: bigint("fx_recorded", { mode: "number" }).notNull(),
    createdAt: at("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (table) => [index("kept_reports_by_id").on(table.workspaceId, table.id)],
);
