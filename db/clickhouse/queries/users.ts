import { z } from "zod";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, revenueSource, type Scope } from "./scope.ts";
import { NONE } from "../../../domain/attribution-fields.ts";

export interface UsersInput {
  readonly scope: Scope;
  /** Part of a user's id, any case; null for every user. */
  readonly search: string | null;
  /** The last row of the page before. */
  readonly after: { readonly spend: string; readonly user: string } | null;
  readonly limit: number;
}

const amounts = z.record(z.string(), decimalText);

export const usersRow = z.object({
  user: z.string(),
  generations: countText,
  failed: countText,
  /** By currency; generations of unknown cost are in none. */
  spend: amounts,
  revenue: amounts,
  /** ms; 0 for who only paid. */
  last_seen_ms: countText,
  /** In the reporting currency: what the rows are ordered by. */
  ranked: decimalText,
});

/**
 * Users with generations or revenue in a period, who spent most first. Whoever named no user is nobody. Rollups don't
 * carry users, so this reads raw rows.
 */
export function usersQuery(input: UsersInput): Query<typeof usersRow> {
  const { scope, search, after, limit } = input;
  const source = openSource(scope, ["user"], [], { withWaste: false });
  const { cost, generations, countIf } = source.figures;
  const revenue = revenueSource(scope);
  const named = `AND user_id != '${NONE}'${search === null ? "" : " AND positionCaseInsensitiveUTF8(user_id, {search:String}) > 0"}`;
  const spent = `SELECT user_id AS user, ${generations} AS generations,
  ${countIf("state IN ('failed', 'blocked', 'cancelled', 'expired')")} AS failed,
  sumMapIf(map(toString(currency), ${cost}), currency != '' AND ${cost} != 0) AS spend,
  sumIf(${cost}, currency = {currency:String}) AS ranked,
  toUInt64(toUnixTimestamp64Milli(max(created_at))) AS last_seen_ms
${source.fromSql} ${named} GROUP BY user`;
  const earned =
    revenue === null
      ? `SELECT '' AS user, map('', toDecimal128(0, 9)) AS revenue WHERE false`
      : `SELECT user_id AS user, sumMap(map(toString(currency), toDecimal128(amount, 9))) AS revenue
${revenue.fromSql} ${named} GROUP BY user`;
  return {
    name: "users",
    sql: `SELECT if(s.user = '', r.user, s.user) AS user, s.generations AS generations, s.failed AS failed,
  s.spend AS spend, r.revenue AS revenue, s.last_seen_ms AS last_seen_ms, s.ranked AS ranked
FROM (${spent}) AS s FULL OUTER JOIN (${earned}) AS r ON s.user = r.user
${after === null ? "" : "WHERE ranked < toDecimal128({after_spend:String}, 9) OR (ranked = toDecimal128({after_spend:String}, 9) AND user > {after_user:String})"}
ORDER BY ranked DESC, user ASC
LIMIT {limit:UInt32}`,
    params: {
      ...source.params,
      ...revenue?.params,
      ...(search === null ? {} : { search }),
      ...(after === null ? {} : { after_spend: after.spend, after_user: after.user }),
      limit,
    },
    row: usersRow,
  };
}
