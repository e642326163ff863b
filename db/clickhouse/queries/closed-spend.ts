import { z } from "zod";
import type { DaySpan } from "../../../domain/finance/calendar-day.ts";
import type { MarginDimension } from "../../../domain/finance/margin.ts";
import { IN_FLIGHT_STATES } from "../cells.ts";
import { CLOSED_SPEND_KEYS } from "../closed-spend-table.ts";
import {
  BUCKET_ON_DAYS,
  DAY_OF_BUCKET,
  dayStartParams,
  rollupOfDays,
  type DayStarts,
} from "./day-starts.ts";
import { countText, decimalText, type Query } from "./query.ts";

const signedText = z
  .string()
  .regex(/^-?\d+$/)
  .transform(Number);

/** A group's day in one currency: what it is, or, signed, what it changes by. */
export const closedSpendRow = z.object({
  /** Days since 1970-01-01 in the closings' zone. */
  day: countText,
  value: z.string(),
  currency: z.string(),
  generations: signedText,
  in_flight: signedText,
  unpriced: signedText,
  spend: decimalText,
});
export type ClosedSpendRow = z.output<typeof closedSpendRow>;

const KEYS = CLOSED_SPEND_KEYS.join(", ");
const inFlight = IN_FLIGHT_STATES.map((state) => `'${state}'`).join(", ");

/** Sums by day, group and currency, those that are nothing left out. */
const grouped = (by: MarginDimension, fromSql: string) => `
SELECT toInt64(toUInt16(day)) AS day_number, toString(${by}) AS value, toString(currency) AS code,
  sum(cell.generations) AS generations, sum(cell.in_flight) AS in_flight, sum(cell.unpriced) AS unpriced, sum(cell.cost) AS spend
${fromSql}
GROUP BY day_number, value, code
HAVING generations != 0 OR in_flight != 0 OR unpriced != 0 OR spend != 0`;

const shown = (sql: string) => `SELECT toString(day_number) AS day, value, code AS currency,
  toString(generations) AS generations, toString(in_flight) AS in_flight, toString(unpriced) AS unpriced, spend
FROM (${sql}) ORDER BY day_number, value, currency`;

const CLOSED = `FROM closed_spend_v1 AS cell FINAL WHERE workspace_id = {workspace:String}`;

/** The rollup's cells of some days in the shape of the closed table. */
const liveCells = (rollup: string) => `
SELECT ${DAY_OF_BUCKET} AS day, ${KEYS},
  toInt64(cell.generations) AS generations,
  toInt64(if(state IN (${inFlight}), cell.generations, 0)) AS in_flight,
  toInt64(if(state = 'lost', cell.generations, 0)) AS lost,
  toInt64(if(cost_basis = 'unpriced', cell.generations, 0)) AS unpriced,
  cell.cost AS cost
FROM ${rollup} AS cell WHERE workspace_id = {workspace:String} AND ${BUCKET_ON_DAYS}`;

/** Live cells and, negative, what the closings hold of the same days: together what has changed since. */
export function changedCells(days: DayStarts): string {
  return `${liveCells(rollupOfDays(days))}
UNION ALL
SELECT day, ${KEYS}, -generations, -in_flight, -lost, -unpriced, -cost
${CLOSED} AND closing_id IN {closings:Array(UUID)} AND day IN (SELECT toDate(arrayJoin({days:Array(UInt16)})))`;
}

/** What `changedCells` needs bound. */
export function changedParams(
  workspaceId: string,
  closings: readonly string[],
  days: DayStarts,
): Record<string, unknown> {
  return { workspace: workspaceId, closings, ...dayStartParams(days) };
}

/** What closed months hold of their own days, by day, group and currency. */
export function ownSpendQuery(
  workspaceId: string,
  closings: readonly string[],
  by: MarginDimension,
  days: DaySpan,
): Query<typeof closedSpendRow> {
  return {
    name: "closed_spend",
    sql: shown(
      grouped(
        by,
        `${CLOSED} AND own AND closing_id IN {closings:Array(UUID)} AND day >= toDate({first:Int32}) AND day < toDate({end:Int32})`,
      ),
    ),
    params: { workspace: workspaceId, closings, first: days.first, end: days.end },
    row: closedSpendRow,
  };
}

/** What a closing corrected of the months before its own. */
export function bookedCorrectionsQuery(
  workspaceId: string,
  closing: string,
  by: MarginDimension,
): Query<typeof closedSpendRow> {
  return {
    name: "booked_corrections",
    sql: shown(grouped(by, `${CLOSED} AND NOT own AND closing_id = {closing:UUID}`)),
    params: { workspace: workspaceId, closing },
    row: closedSpendRow,
  };
}

/** What the rollup says of these days now, less what the closings hold of them. */
export function openCorrectionsQuery(
  workspaceId: string,
  closings: readonly string[],
  by: MarginDimension,
  days: DayStarts,
): Query<typeof closedSpendRow> {
  return {
    name: "open_corrections",
    sql: shown(grouped(by, `FROM (${changedCells(days)}) AS cell`)),
    params: changedParams(workspaceId, closings, days),
    row: closedSpendRow,
  };
}

/** All that these closings hold in other currencies than this one: own days and corrections together. */
export function bookedElsewhereQuery(
  workspaceId: string,
  closings: readonly string[],
  by: MarginDimension,
  currency: string,
): Query<typeof closedSpendRow> {
  return {
    name: "booked_elsewhere",
    sql: shown(
      grouped(
        by,
        `${CLOSED} AND closing_id IN {closings:Array(UUID)} AND currency NOT IN ('', {currency:String})`,
      ),
    ),
    params: { workspace: workspaceId, closings, currency },
    row: closedSpendRow,
  };
}

const begins = z.object({ live_ms: countText.nullable(), booked_day: countText.nullable() });

/** When the workspace's spend begins: its first bucket, ms, and the first day that these closings hold; null without any. */
export function spendBeginsQuery(
  workspaceId: string,
  closings: readonly string[],
): Query<typeof begins> {
  return {
    name: "spend_begins",
    sql: `SELECT
  (SELECT if(count() = 0, NULL, toString(toInt64(toUnixTimestamp(min(bucket))) * 1000))
    FROM spend_by_quarter_v1 WHERE workspace_id = {workspace:String}) AS live_ms,
  (SELECT if(count() = 0, NULL, toString(toInt64(toUInt16(min(day)))))
    ${CLOSED} AND closing_id IN {closings:Array(UUID)}) AS booked_day`,
    params: { workspace: workspaceId, closings },
    row: begins,
  };
}

const digest = z.object({ rows: countText, sha256: z.string() });

/** How many rows a closing has, and a digest over all of them. */
export function spendDigestQuery(workspaceId: string, closing: string): Query<typeof digest> {
  return {
    name: "closed_spend_digest",
    sql: `SELECT toString(count()) AS rows, lower(hex(SHA256(arrayStringConcat(arraySort(groupArray(line)))))) AS sha256
FROM (SELECT SHA256(toString(tuple(own, day, ${KEYS}, generations, in_flight, lost, unpriced, cost))) AS line
  ${CLOSED} AND closing_id = {closing:UUID})`,
    params: { workspace: workspaceId, closing },
    row: digest,
  };
}

const clips = z.object({ in_flight: countText, lost: countText, unpriced: countText });

/** Clips of a range whose cost is not known yet or at all. The range must lie on the quarter hours. */
export function openClipsQuery(
  workspaceId: string,
  range: { readonly fromMs: number; readonly toMs: number },
): Query<typeof clips> {
  return {
    name: "open_clips",
    sql: `SELECT toString(sumIf(cell.generations, state IN (${inFlight}))) AS in_flight,
  toString(sumIf(cell.generations, state = 'lost')) AS lost,
  toString(sumIf(cell.generations, cost_basis = 'unpriced')) AS unpriced
FROM spend_by_quarter_v1 AS cell WHERE workspace_id = {workspace:String} AND ${BUCKET_ON_DAYS}`,
    params: { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs },
    row: clips,
  };
}
