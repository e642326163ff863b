import { z } from "zod";
import { additiveColumns, additiveRow } from "./measures.ts";
import { decimalText, type Query } from "./query.ts";
import { openSource, revenueSource, type Scope } from "./scope.ts";

export interface RhythmInput {
  readonly scope: Scope;
  readonly timeZone: string;
  /** Starts of the zone's days, ms: they say whether its hours begin where UTC's do. */
  readonly dayStartsMs: readonly number[];
}

const place = { weekday: z.int(), hour: z.int() };

/** One hour of a weekday in the zone; 1 is Monday. */
export const rhythmRow = additiveRow.extend(place);
export const revenueRhythmRow = z.object({ ...place, revenue: decimalText });

/** Figures per weekday and hour of the day; hours without any are absent. */
export function rhythmQuery(input: RhythmInput): Query<typeof rhythmRow> {
  const source = openSource(input.scope, [], input.dayStartsMs, { byHour: true });
  return {
    name: "rhythm",
    sql: `SELECT ${placeSql(source.timeSql)}, ${additiveColumns(source)}
${source.fromSql} GROUP BY weekday, hour ORDER BY weekday, hour`,
    params: { ...source.params, zone: input.timeZone },
    row: rhythmRow,
  };
}

/** Revenue per weekday and hour; null when revenue doesn't carry what is asked for. */
export function revenueRhythmQuery({
  scope,
  timeZone,
}: RhythmInput): Query<typeof revenueRhythmRow> | null {
  const source = revenueSource(scope);
  if (source === null) return null;
  return {
    name: "revenue_rhythm",
    sql: `SELECT ${placeSql("toUnixTimestamp(occurred_at)")},
  sumIf(toDecimal128(amount, 9), currency = {currency:String}) AS revenue
${source.fromSql} GROUP BY weekday, hour ORDER BY weekday, hour`,
    params: { ...source.params, zone: timeZone },
    row: revenueRhythmRow,
  };
}

function placeSql(timeSql: string): string {
  const at = `toDateTime(${timeSql}, 'UTC')`;
  return `toDayOfWeek(${at}, 0, {zone:String}) AS weekday, toHour(${at}, {zone:String}) AS hour`;
}
