import { z } from "zod";
import { countText, type Query } from "./query.ts";

const sizeRow = z.object({
  version: z.string(),
  bytes: countText,
  rows: countText,
  parts: countText,
});

/** How much the analytic store holds, all workspaces together, and which server it is. */
export function storeSizeQuery(database: string): Query<typeof sizeRow> {
  return {
    name: "store_size",
    sql: `SELECT version() AS version, sum(bytes_on_disk) AS bytes, sum(rows) AS rows, count() AS parts
FROM system.parts WHERE active AND database = {database:String}`,
    params: { database },
    row: sizeRow,
  };
}
