import { FINAL_STATES } from "../../domain/generation.ts";
import { DUPLICATE_WINDOW_MS } from "../../domain/waste.ts";
import { NONE } from "../../domain/attribution-fields.ts";

/**
 * One definition of every figure, used by the rollup's rebuild and by questions on raw rows, so that both give
 * the same answer. Names in double braces below are ClickHouse parameters bound by the caller.
 */

const list = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

/** Accepted and without an outcome; a create enters this store when it is accepted. */
export const IN_FLIGHT_STATES = ["submitted", "running"] as const;
/** States whose estimate is still set aside. A lost one whose hold an operator released has no estimate as its cost. */
export const HELD_STATES = [...IN_FLIGHT_STATES, "lost"] as const;
const FAILED_STATES = ["failed", "cancelled", "expired"] as const;

const DUPLICATE_WINDOW_S = DUPLICATE_WINDOW_MS / 1000;

/**
 * Current rows of generations with what a figure needs of them; `where` and `since` are SQL conditions on
 * generations_v1. The look-back before `since` is read only to find duplicates that cross it.
 * `usersSql` is a condition on users alone; `price` may put other costs in the rows' place.
 * Without waste no clip is compared with those around it, which costs more than all the rest.
 * Columns added: `waste_cause`, `spent` (cost of a known outcome), `set_aside`, `duration_ms`, `known_user`.
 */
export function factsSql(
  where: string,
  fromSql: string,
  toSql: string,
  {
    usersSql = null,
    withWaste = true,
    price = (rowsSql) => rowsSql,
  }: {
    readonly usersSql?: string | null;
    readonly withWaste?: boolean;
    readonly price?: (rowsSql: string) => string;
  } = {},
): string {
  // Before versions are merged: no version of a generation has another user.
  const prewhere = usersSql === null ? "" : `PREWHERE ${usersSql}`;
  const rowsSince = (sinceSql: string) =>
    price(`SELECT *
  FROM generations_v1 FINAL ${prewhere}
  WHERE ${where} AND created_at >= ${sinceSql} AND created_at < ${toSql}`);
  if (!withWaste) return `SELECT *, ${FACTS} FROM (${rowsSince(fromSql)})`;
  return `
SELECT *,
  multiIf(
    state IN (${list(FAILED_STATES)}) AND cost > 0, 'failed',
    state = 'blocked' AND cost > 0, 'blocked',
    state = 'succeeded' AND downloads_pass AND first_downloaded_at IS NULL, 'never_downloaded',
    state = 'succeeded' AND repeats, 'duplicate',
    '') AS waste_cause,
  ${FACTS}
FROM (
  SELECT *,
    prompt_hash != '' AND user_id != '${NONE}'
      AND dateDiff('millisecond', lagInFrame(created_at, 1, toDateTime64(0, 3, 'UTC')) OVER same, created_at) <= ${DUPLICATE_WINDOW_MS} AS repeats
  FROM (${rowsSince(`${fromSql} - INTERVAL ${DUPLICATE_WINDOW_S} SECOND`)})
  WINDOW same AS (
    PARTITION BY workspace_id, user_id, if(prompt_hash = '', toString(generation_id), prompt_hash)
    ORDER BY created_at, generation_id
    ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
WHERE created_at >= ${fromSql}`;
}

const FACTS = `if(state IN (${list(FINAL_STATES)}), toDecimal128(ifNull(cost, 0), 9), toDecimal128(0, 9)) AS spent,
  if(state IN (${list(HELD_STATES)}) AND cost_basis = 'estimate', toDecimal128(ifNull(estimate, 0), 9), toDecimal128(0, 9)) AS set_aside,
  if(state IN (${list(FINAL_STATES)}), toFloat64(dateDiff('millisecond', created_at, finished_at)), NULL) AS duration_ms,
  nullIf(user_id, '${NONE}') AS known_user`;

/** What a cell of the cube is keyed by, besides workspace and bucket; same names in raw rows and rollups. */
export const CELL_KEYS = [
  "feature",
  "surface",
  "region",
  "platform",
  "plan",
  "provider",
  "upstream",
  "model",
  "resolution",
  "state",
  "failure_kind",
  "key_id",
  "cost_basis",
  "currency",
  "waste_cause",
] as const;

/** The cell's figures out of `factsSql` under the name `fact`, as states that merge. */
export const CELL_FIGURES = `
  count() AS generations,
  sum(fact.spent) AS cost,
  sum(fact.set_aside) AS held,
  toDecimal128(sum(ifNull(toDecimal128(fact.video_seconds, 3), 0)), 3) AS video_seconds,
  sum(ifNull(fact.gpu_ms, 0)) AS gpu_ms,
  countIf(fact.gpu_ms IS NOT NULL) AS gpu_known,
  uniqCombined64State(17)(fact.known_user) AS users,
  quantilesDDState(0.01, 0.5, 0.95)(fact.duration_ms) AS durations`;

/** The same figures of several cells together. */
export const MERGED_FIGURES = `
  sum(cell.generations) AS generations,
  sum(cell.cost) AS cost,
  sum(cell.held) AS held,
  sum(cell.video_seconds) AS video_seconds,
  sum(cell.gpu_ms) AS gpu_ms,
  sum(cell.gpu_known) AS gpu_known,
  uniqCombined64MergeState(17)(cell.users) AS users,
  quantilesDDMergeState(0.01, 0.5, 0.95)(cell.durations) AS durations`;
