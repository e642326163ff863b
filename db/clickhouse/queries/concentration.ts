import { z } from "zod";
import { NONE } from "../../../domain/attribution-fields.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, type Scope } from "./scope.ts";

export const concentrationRow = z.object({
  /** Who generated something, by name. */
  users: countText,
  spend: decimalText,
  /** Spend of clips that name no user. */
  unnamed: decimalText,
  /** For each share asked for: how many users it is, and what the largest of them spent together. */
  points: z.array(z.tuple([countText, decimalText])),
});

/** What the largest spenders spend together; `shares` are parts of all users in ten thousandths. Reads raw rows. */
export function concentrationQuery(
  scope: Scope,
  shares: readonly number[],
): Query<typeof concentrationRow> {
  const source = openSource(scope, ["user"], [], { withWaste: false });
  return {
    name: "concentration",
    sql: `SELECT toString(length(spends)) AS users, toString(arraySum(spends)) AS spend, toString(nobody) AS unnamed,
  arrayMap(share -> (toString(toUInt64(ceil(length(spends) * share / 10000))),
    toString(if(empty(sums), toDecimal128(0, 9), sums[toUInt64(ceil(length(spends) * share / 10000))]))), {shares:Array(UInt32)}) AS points
FROM (
  SELECT arrayReverseSort(groupArrayIf(spent, user != '${NONE}')) AS spends, arrayCumSum(spends) AS sums,
    sumIf(spent, user = '${NONE}') AS nobody
  FROM (
    SELECT user_id AS user, sumIf(${source.figures.cost}, currency = {currency:String}) AS spent
    ${source.fromSql} GROUP BY user))`,
    params: { ...source.params, shares },
    row: concentrationRow,
  };
}
