import { z } from "zod";
import type { AnyDimension } from "../../../domain/dimensions.ts";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { WASTE_CAUSES } from "../../../domain/waste.ts";
import { IN_FLIGHT_STATES } from "../cells.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { dimensionSql, openSource, tagParams, type Scope } from "./scope.ts";
import { bucketParams, bucketSql } from "./timeseries.ts";

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Figures of one value, in one currency ('' where no cost is known), in one bucket. */
export const spendCellRow = z.object({
  value: z.string(),
  currency: z.string(),
  slot: z.int(),
  generations: countText,
  succeeded: countText,
  delivered: countText,
  priced: countText,
  unpriced: countText,
  in_flight: countText,
  by_book: countText,
  spend: decimalText,
  waste: z.partialRecord(z.enum(WASTE_CAUSES), decimalText),
});
export type SpendCell = z.output<typeof spendCellRow>;

export interface SpendCellsInput {
  readonly scope: Scope;
  readonly by: AnyDimension;
  /** Starts of the calendar days, ms; the first may lie before the range. */
  readonly startsMs: readonly number[];
}

/** What was spent for each value of a dimension, every currency and day apart, so that each can be converted. */
export function spendCellsQuery({
  scope,
  by,
  startsMs,
}: SpendCellsInput): Query<typeof spendCellRow> {
  const source = openSource(scope, [by], startsMs.slice(1));
  const { cost, countIf } = source.figures;
  return {
    name: "spend_cells",
    sql: `SELECT toString(${dimensionSql(by, "by_tag")}) AS value, toString(cell.currency) AS currency, ${bucketSql(source.timeSql)} AS slot,
  ${source.figures.generations} AS generations,
  ${countIf("state = 'succeeded'")} AS succeeded,
  ${countIf("state = 'succeeded' AND waste_cause != 'never_downloaded'")} AS delivered,
  ${countIf(`state IN (${list(FINAL_STATES)}) AND cost_basis != 'unpriced'`)} AS priced,
  ${countIf("cost_basis = 'unpriced'")} AS unpriced,
  ${countIf(`state IN (${list(IN_FLIGHT_STATES)})`)} AS in_flight,
  ${source.figures.byBook} AS by_book,
  sum(${cost}) AS spend,
  sumMapIf(map(toString(waste_cause), ${cost}), waste_cause != '') AS waste
${source.fromSql} GROUP BY value, currency, slot`,
    params: { ...source.params, ...bucketParams(startsMs), ...tagParams(by, "by_tag") },
    row: spendCellRow,
  };
}

/** Users who generated, for each value of a dimension. */
export const activeUsersRow = z.object({
  value: z.string(),
  /** True for all values together. */
  whole: z.int().transform(Boolean),
  users: countText,
});

/** Exact up to some thousands, then estimated; whoever named no user is nobody. */
export function activeUsersQuery(scope: Scope, by: AnyDimension): Query<typeof activeUsersRow> {
  const source = openSource(scope, [by], [], { withWaste: by === "waste" });
  return {
    name: "active_users",
    sql: `SELECT toString(${dimensionSql(by, "by_tag")}) AS value, toUInt8(GROUPING(value)) AS whole, ${source.figures.users} AS users
${source.fromSql} GROUP BY GROUPING SETS ((value), ())`,
    params: { ...source.params, ...tagParams(by, "by_tag") },
    row: activeUsersRow,
  };
}
