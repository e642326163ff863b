import { boolean, index, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { workspaces } from "./identity.ts";

const at = (name: string) => timestamp(name, { withTimezone: true });
const workspaceId = () =>
  text("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });
const visibility = () => text("visibility", { enum: ["private", "workspace"] }).notNull();

/** A page as somebody wants to find it again. A private one is its owner's alone. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    visibility: visibility(),
    pinned: boolean("pinned").notNull(),
    /** The path of the page: `/generations`. */
    page: text("page").notNull(),
    /** Its query string as the address spells it, without the question mark. */
    search: text("search").notNull(),
    /** `user:<id>` or `token:<id>`. */
    ownerId: text("owner_id").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [index("saved_views_by_id").on(table.workspaceId, table.id)],
);

/** Something that happened and explains a figure, in the words of who noted it. */
export const notes = pgTable(
  "notes",
  {
    id: uuid("id").primaryKey(),
    workspaceId: workspaceId(),
    /** When it happened, not when it was written. */
    at: at("at").notNull(),
    text: text("text").notNull(),
    visibility: visibility(),
    /** `user:<id>` or `token:<id>`. */
    ownerId: text("owner_id").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [index("notes_by_time").on(table.workspaceId, table.at)],
);
