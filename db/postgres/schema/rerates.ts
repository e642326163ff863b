import { sql } from "drizzle-orm";
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { RerateScope } from "../../../domain/rerate/rerate-scope.ts";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });

/** What a re-rating has changed, amounts by currency as decimal strings. */
export interface RerateResult {
  readonly changed: number;
  readonly newly_priced: number;
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
}

/**
 * A re-rating of settled generations, applied and reverted in batches by whoever holds the lease. The cursor is the
 * last generation that a batch has dealt with; a batch done twice changes nothing the second time.
 */
export const rerates = pgTable(
  "rerates",
  {
    id: uuid("id").primaryKey(),
    workspaceId: text("workspace_id")
      .notNull()
      .references(() => workspaces.id),
    state: text("state", { enum: ["applying", "applied", "reverting", "reverted"] }).notNull(),
    scope: jsonb("scope").$type<RerateScope>().notNull(),
    /** Of the planned days. */
    timeZone: text("time_zone").notNull(),
    /** Versions of the book that were written later don't count. */
    pricesAsOf: at("prices_as_of").notNull(),
    /** The cost book that it prices by; null: the prices that settle. */
    book: text("book"),
    /** The diff of the dry run that it began with. */
    planned: jsonb("planned").$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Null until it was applied. */
    result: jsonb("result").$type<RerateResult>(),
    cursorMs: bigint("cursor_ms", { mode: "number" }),
    cursorId: uuid("cursor_id"),
    /** Generations that this pass has dealt with. */
    done: integer("done").notNull().default(0),
    /** How many this pass has to deal with; null for one that began before this was written down. */
    total: integer("total"),
    /** Those that a revert left alone: corrected otherwise since. */
    superseded: integer("superseded").notNull().default(0),
    createdAt: at("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    appliedAt: at("applied_at"),
    revertedAt: at("reverted_at"),
    revertedBy: text("reverted_by"),
  },
  (table) => [
    uniqueIndex("rerates_one_at_a_time")
      .on(table.workspaceId)
      .where(sql`${table.state} in ('applying', 'reverting')`),
    index("rerates_by_workspace").on(table.workspaceId, table.id),
  ],
);
