import { carriesRevenue, isTag, type AnyDimension } from "../../../domain/dimensions.ts";
import { NOT_WASTED } from "../../../domain/waste.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import { factsSql } from "../cells.ts";
import { bookedSql, type KindRates } from "./charged.ts";
import { usersSql } from "./scope-users.ts";
import type { Rollup } from "../tables.ts";

/** A dimension must have one of these values. */
export interface Filter {
  readonly dimension: AnyDimension;
  readonly values: readonly string[];
}

/** What every analytic question is about. */
export interface Scope {
  readonly workspaceId: string;
  readonly range: TimeRange;
  readonly filters: readonly Filter[];
  /** Reporting currency: only its amounts are summed. */
  readonly currency: string;
  /** Generations cost what a cost book says, where it has a price for them; see `bookedSql`. */
  readonly book?: KindRates;
  /** Only these users' generations, at most `MAX_SCOPE_USER_BYTES` of them. */
  readonly users?: readonly string[];
}

/** Where the rows of a question come from, with the SQL for what differs between the two. */
export interface Source {
  readonly kind: "rollup" | "raw";
  /** `FROM` and `WHERE`, workspace, range and filters included. */
  readonly fromSql: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The instant of a row, to put it into a bucket. */
  readonly timeSql: string;
  readonly figures: Figures;
}

interface Figures {
  readonly generations: string;
  readonly cost: string;
  readonly held: string;
  readonly videoSeconds: string;
  /** The seconds of video of the rows that a condition holds for. */
  readonly videoSecondsIf: (condition: string) => string;
  readonly gpuMs: string;
  /** How many have a known GPU time. */
  readonly gpuKnown: string;
  readonly users: string;
  readonly durations: string;
  /** How many were priced by the scope's cost book. */
  readonly byBook: string;
  /** Multiplies a condition into a count. */
  readonly countIf: (condition: string) => string;
}

export interface SourceNeeds {
  /** False: no figure and no key of the question is about waste, so that raw rows come without `waste_cause`. */
  readonly withWaste?: boolean;
  /** True: the question tells hours apart, wherever its edges lie. */
  readonly byHour?: boolean;
}

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/**
 * Chooses where to read: the rollup of days when every edge lies on a UTC day, of hours when on an hour, of quarter
 * hours for zones that are half or three quarters of an hour off, and raw rows for anything else or for dimensions
 * that the rollups don't carry (user, customer, tags).
 */
export function openSource(
  scope: Scope,
  dimensions: readonly AnyDimension[],
  edgesMs: readonly number[] = [],
  { withWaste = true, byHour = false }: SourceNeeds = {},
): Source {
  const rollup = rollupFor(scope, dimensions, byHour ? [...edgesMs, HOUR_MS] : edgesMs);
  return rollup === null ? rawSource(scope, withWaste) : rollupSource(scope, rollup);
}

/** Revenue for this scope: null when a filter asks for something that revenue entries don't carry. */
export function revenueSource(
  scope: Scope,
): { fromSql: string; params: Record<string, unknown> } | null {
  if (scope.filters.some(({ dimension }) => !carriesRevenue(dimension))) return null;
  const filters = filterSql(scope.filters);
  return {
    fromSql: `FROM revenue_v1 FINAL
WHERE workspace_id = {workspace:String} AND NOT deleted
  AND occurred_at >= ${FROM} AND occurred_at < ${TO}${filters.sql}`,
    params: { ...baseParams(scope), ...filters.params },
  };
}

/** The column of a dimension; tags are looked up by a bound name. */
export function dimensionSql(dimension: AnyDimension, tagParam: string): string {
  if (isTag(dimension))
    return `if(mapContains(tags, {${tagParam}:String}), tags[{${tagParam}:String}], '(none)')`;
  return COLUMNS[dimension] ?? dimension;
}

/** Binds the tag's name for `dimensionSql`. */
export function tagParams(dimension: AnyDimension, tagParam: string): Record<string, string> {
  return isTag(dimension) ? { [tagParam]: dimension.slice("tag:".length) } : {};
}

const COLUMNS: Readonly<Record<string, string>> = {
  user: "user_id",
  status: "state",
  key: "key_id",
  waste: `if(waste_cause = '', '${NOT_WASTED}', waste_cause)`,
};

const RAW_ONLY = new Set<string>(["user", "customer"]);

const FROM = "fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')";
const TO = "fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')";

function baseParams({ workspaceId, range, currency }: Scope): Record<string, unknown> {
  return { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs, currency };
}

function rollupFor(
  scope: Scope,
  dimensions: readonly AnyDimension[],
  edgesMs: readonly number[],
): Rollup | null {
  if (scope.book !== undefined || scope.users !== undefined) return null;
  const asked = [...dimensions, ...scope.filters.map(({ dimension }) => dimension)];
  if (asked.some((dimension) => isTag(dimension) || RAW_ONLY.has(dimension))) return null;
  return coarsestRollup([scope.range.fromMs, scope.range.toMs, ...edgesMs]);
}

const DAY_MS = 86_400_000;
const COARSEST_FIRST: readonly (readonly [Rollup, number])[] = [
  ["spend_by_day_v1", DAY_MS],
  ["spend_by_hour_v1", HOUR_MS],
  ["spend_by_quarter_v1", QUARTER_MS],
];

/** The rollup with the fewest rows whose buckets none of these instants cuts; null when each is cut. */
export function coarsestRollup(edgesMs: readonly number[]): Rollup | null {
  const [rollup = null] =
    COARSEST_FIRST.find(([, bucketMs]) => edgesMs.every((edge) => edge % bucketMs === 0)) ?? [];
  return rollup;
}

function rollupSource(scope: Scope, rollup: Rollup): Source {
  const filters = filterSql(scope.filters);
  return {
    kind: "rollup",
    fromSql: `FROM ${rollup} AS cell
WHERE workspace_id = {workspace:String} AND bucket >= ${FROM} AND bucket < ${TO}${filters.sql}`,
    params: { ...baseParams(scope), ...filters.params },
    timeSql: "toUnixTimestamp(bucket)",
    figures: {
      generations: "sum(cell.generations)",
      cost: "cell.cost",
      held: "cell.held",
      videoSeconds: "sum(cell.video_seconds)",
      videoSecondsIf: (condition) => `sumIf(cell.video_seconds, ${condition})`,
      gpuMs: "if(sum(cell.gpu_known) = 0, NULL, sum(cell.gpu_ms))",
      gpuKnown: "sum(cell.gpu_known)",
      users: "ifNull(uniqCombined64Merge(17)(cell.users), 0)",
      durations: "quantilesDDMerge(0.01, 0.5, 0.95)(cell.durations)",
      byBook: "toUInt64(0)",
      countIf: (condition) => `sumIf(cell.generations, ${condition})`,
    },
  };
}

function rawSource(scope: Scope, withWaste: boolean): Source {
  const filters = filterSql(scope.filters);
  const { book } = scope;
  const users = scope.users ?? scope.filters.find(({ dimension }) => dimension === "user")?.values;
  const facts = factsSql("workspace_id = {workspace:String}", FROM, TO, {
    withWaste: withWaste || scope.filters.some(({ dimension }) => dimension === "waste"),
    ...(users === undefined ? {} : { usersSql: usersSql(users) }),
    ...(book === undefined ? {} : { price: (rowsSql: string) => bookedSql(rowsSql, book) }),
  });
  return {
    kind: "raw",
    fromSql: `FROM (${facts}) AS cell WHERE true${filters.sql}`,
    params: {
      ...baseParams(scope),
      ...filters.params,
      ...(book === undefined ? {} : { instants: book.instantsMs }),
    },
    timeSql: "toUnixTimestamp(created_at)",
    figures: {
      generations: "count()",
      cost: "cell.spent",
      held: "cell.set_aside",
      videoSeconds: "toDecimal128(sum(ifNull(toDecimal128(cell.video_seconds, 3), 0)), 3)",
      videoSecondsIf: (condition) =>
        `toDecimal128(sumIf(ifNull(toDecimal128(cell.video_seconds, 3), 0), ${condition}), 3)`,
      gpuMs: "sum(cell.gpu_ms)",
      gpuKnown: "countIf(cell.gpu_ms IS NOT NULL)",
      users: "ifNull(uniqCombined64(17)(cell.known_user), 0)",
      durations: "quantilesDD(0.01, 0.5, 0.95)(cell.duration_ms)",
      byBook: book === undefined ? "toUInt64(0)" : "countIf(cell.by_book)",
      countIf: (condition) => `countIf(${condition})`,
    },
  };
}

/** `AND column IN (…)` for each filter; values only ever as bound parameters. */
export function filterSql(filters: readonly Filter[]): {
  sql: string;
  params: Record<string, unknown>;
} {
  const params: Record<string, unknown> = {};
  let sql = "";
  for (const [index, { dimension, values }] of filters.entries()) {
    params[`filter_${index}`] = values;
    Object.assign(params, tagParams(dimension, `filter_tag_${index}`));
    sql += `\n  AND ${dimensionSql(dimension, `filter_tag_${index}`)} IN {filter_${index}:Array(String)}`;
  }
  return { sql, params };
}
