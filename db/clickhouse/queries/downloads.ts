import { z } from "zod";
import { countText, type Query } from "./query.ts";
import type { Scope } from "./scope.ts";
import { filterSql } from "./scope.ts";

const unknownDownloads = z.object({ unknown: countText });

/** Finished clips whose downloads pass elsewhere. No figure of the cube tells them apart, so the raw rows are asked. */
export const DOWNLOADS_UNKNOWN_SQL = "state = 'succeeded' AND NOT downloads_pass";

/**
 * How many there are. Versions are not merged for it: that costs seconds over millions of rows, and a clip that ended
 * well stays so in every later version; ids are counted as users are.
 */
export function unknownDownloadsQuery(scope: Scope): Query<typeof unknownDownloads> {
  const filters = filterSql(scope.filters);
  return {
    name: "unknown_downloads",
    sql: `SELECT uniqCombined64(17)(generation_id) AS unknown FROM generations_v1
WHERE workspace_id = {workspace:String} AND ${DOWNLOADS_UNKNOWN_SQL}
  AND created_at >= fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC') AND created_at < fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')${filters.sql}`,
    params: {
      ...filters.params,
      workspace: scope.workspaceId,
      from_ms: scope.range.fromMs,
      to_ms: scope.range.toMs,
    },
    row: unknownDownloads,
  };
}
