import { z } from "zod";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { countText, decimalText, type Query } from "./query.ts";

/** Counts and money by state and currency: what must be equal in every store. */
export const bookRow = z.object({
  state: z.string(),
  currency: z.string(),
  generations: countText,
  cost: decimalText,
});

const FROM = "fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')";
const TO = "fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')";
const finals = FINAL_STATES.map((state) => `'${state}'`).join(", ");

/** The books as the raw rows have them, one row per state and currency. */
export function rawBooksQuery(workspaceId: string, range: TimeRange): Query<typeof bookRow> {
  return {
    name: "raw_books",
    sql: `SELECT toString(state) AS state, toString(currency) AS currency, count() AS generations,
  sumIf(toDecimal128(ifNull(cost, 0), 9), state IN (${finals})) AS cost
FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String} AND created_at >= ${FROM} AND created_at < ${TO}
GROUP BY state, currency ORDER BY state, currency`,
    params: { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs },
    row: bookRow,
  };
}

/** The books as a rollup has them. The range must lie on its buckets' edges. */
export function rollupBooksQuery(workspaceId: string, range: TimeRange): Query<typeof bookRow> {
  return {
    name: "rollup_books",
    sql: `SELECT toString(state) AS state, toString(currency) AS currency, sum(cell.generations) AS generations,
  sum(cell.cost) AS cost
FROM spend_by_quarter_v1 AS cell
WHERE workspace_id = {workspace:String} AND bucket >= ${FROM} AND bucket < ${TO}
GROUP BY state, currency ORDER BY state, currency`,
    params: { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs },
    row: bookRow,
  };
}
