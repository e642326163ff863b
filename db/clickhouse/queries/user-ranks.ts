import { z } from "zod";
import { NONE } from "../../../domain/attribution-fields.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, type Scope } from "./scope.ts";

export interface UserRanksInput {
  readonly scope: Scope;
  /** Whether clips that name no user are one of them. */
  readonly withNobody: boolean;
  /** Where to go on: behind this user of this spend. */
  readonly after: { readonly spend: string; readonly user: string } | null;
  readonly limit: number;
}

/** Users whose whole spend is in the scope's currency, and who has some in another. */
export const userRanksRow = z.object({
  /** Of everyone. */
  generations: countText,
  by_book: countText,
  /** Who generated something, those with other currencies left out. */
  users: countText,
  /** Of those, who spent something. */
  spenders: countText,
  spend: decimalText,
  /** The spends of the top hundredth of everyone, the largest first. */
  top: z.array(decimalText),
  others: z.array(z.string()),
  /** The largest spends behind the given one, and their users. */
  ranked: z.array(z.tuple([decimalText, z.string()])),
});

/** Users by what they spent, the largest first, equal ones in the order of their ids; one pass over raw rows. */
export function userRanksQuery(input: UserRanksInput): Query<typeof userRanksRow> {
  const { scope, withNobody, after, limit } = input;
  const source = openSource(scope, ["user"], [], { withWaste: false });
  const { cost } = source.figures;
  const behind =
    after === null
      ? ""
      : `AND (-spent, user) > (-toDecimal128({after_spend:String}, 9), {after_user:String})`;
  return {
    name: "user_ranks",
    sql: `SELECT sum(clips) AS generations, sum(priced_by_book) AS by_book, countIf(NOT other) AS users, countIf(NOT other AND spent > 0) AS spenders, sumIf(spent, NOT other) AS spend,
  arrayMap(each -> toString(each), arraySlice(arrayReverseSort(groupArrayIf(spent, NOT other)), 1, toUInt32(ceil(count() / 100)))) AS top,
  groupArrayIf(user, other) AS others,
  arrayMap(each -> (toString(-each.1), each.2), groupArraySortedIf(${limit})((-spent, user), NOT other ${behind})) AS ranked
FROM (
  SELECT user_id AS user, count() AS clips, ${source.figures.byBook} AS priced_by_book, sumIf(${cost}, currency = {currency:String}) AS spent,
    countIf(currency NOT IN ('', {currency:String}) AND ${cost} != 0) > 0 AS other
  ${source.fromSql} ${withNobody ? "" : `AND user_id != '${NONE}'`} GROUP BY user)`,
    params: {
      ...source.params,
      ...(after === null ? {} : { after_spend: after.spend, after_user: after.user }),
    },
    row: userRanksRow,
  };
}

export const userTraitsRow = z.object({
  user: z.string(),
  plans: z.array(z.string()),
  top_feature: z.string(),
});

/** Of a scope's users: their plans, and the feature on which each spent most. */
export function userTraitsQuery(scope: Scope): Query<typeof userTraitsRow> {
  const source = openSource(scope, ["user"], [], { withWaste: false });
  return {
    name: "user_traits",
    sql: `SELECT user, arraySort(groupUniqArrayArray(plans)) AS plans, argMin(feature, (-spend, -clips, feature)) AS top_feature
FROM (
  SELECT user_id AS user, toString(feature) AS feature, sum(${source.figures.cost}) AS spend, toInt64(count()) AS clips,
    groupUniqArray(toString(plan)) AS plans
  ${source.fromSql} GROUP BY user, feature)
GROUP BY user`,
    params: source.params,
    row: userTraitsRow,
  };
}
