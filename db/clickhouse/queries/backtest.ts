import { NONE } from "../../../domain/attribution-fields.ts";
import { countedDimensions } from "../../../domain/quota/applicable-rules.ts";
import type { QuotaDimension, QuotaRule } from "../../../domain/quota/rule.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import { z } from "zod";
import { decimalText, type Query } from "./query.ts";
import { dimensionSql, tagParams } from "./scope.ts";

/** Each row begins with this byte, with one bit set for each rule that looks at it: what follows an error does not. */
export const ROW_MARK = 0xa0;
/** Whose bits fit into the mark. */
export const MAX_REPLAYED_RULES = 4;

/** A history to replay rules on, answered in RowBinary: `ReplayDecoder` knows its layout. */
export interface ReplayQuery {
  readonly name: string;
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Nullable 64-bit numbers that follow the mark and `created_at`, in the order of their columns. */
  readonly numbers: readonly ReplayNumber[];
  /** Texts that follow the numbers: `state`, `currency`, then the values of these. */
  readonly dimensions: readonly QuotaDimension[];
  /** For each rule the places of its counted dimensions among `dimensions`. */
  readonly buckets: readonly (readonly number[])[];
}

export type ReplayNumber = "endedAtMs" | "requestedMs" | "videoMs" | "gpuMs" | "costNano";

/**
 * The generations of a range that at least one of the rules looks at, in the order in which they were created: that
 * is the table's own order, so nothing is sorted, and one pass serves rules that count by different dimensions.
 */
export function replayQuery(input: {
  readonly workspaceId: string;
  readonly range: TimeRange;
  /** 1 to MAX_REPLAYED_RULES. */
  readonly rules: readonly QuotaRule[];
}): ReplayQuery {
  const { workspaceId, range, rules } = input;
  const counted = rules.map(countedDimensions);
  const dimensions = [...new Set<QuotaDimension>(["user", "feature", ...counted.flat()])];
  const numbers = numbersFor(rules);
  const matches = rules.map(matchOf);
  const columns = [
    `toUInt8(${ROW_MARK} + ${matches.map(({ sql }, index) => `${1 << index} * (${sql})`).join(" + ")})`,
    "created_at",
    ...numbers.map((number) => NUMBER_COLUMNS[number]),
    "state",
    "currency",
    ...dimensions.map((dimension, index) => dimensionSql(dimension, `tag_${index}`)),
  ];
  return {
    name: "replay",
    sql: `SELECT ${columns.join(", ")}
FROM generations_v1 FINAL
WHERE workspace_id = {workspace:String} AND created_at >= ${FROM} AND created_at < ${TO}
  AND (${matches.map(({ sql }) => `(${sql})`).join(" OR ")})
ORDER BY created_at, generation_id
FORMAT RowBinary`,
    params: Object.assign(
      { workspace: workspaceId, from_ms: range.fromMs, to_ms: range.toMs },
      ...dimensions.map((dimension, index) => tagParams(dimension, `tag_${index}`)),
      ...matches.map(({ params }) => params),
    ),
    numbers,
    dimensions,
    buckets: counted.map((names) => names.map((name) => dimensions.indexOf(name))),
  };
}

const earnedRow = z.object({ user: z.string(), currency: z.string(), revenue: decimalText });

/** Revenue of each user in a range, each currency apart. Entries that name no user are nobody's. */
export function revenueByUserQuery(workspaceId: string, range: TimeRange): Query<typeof earnedRow> {
  return {
    name: "revenue_by_user",
    sql: `SELECT user_id AS user, toString(currency) AS currency, sum(toDecimal128(amount, 9)) AS revenue
FROM revenue_v1 FINAL
WHERE workspace_id = {workspace:String} AND NOT deleted AND user_id != {nobody:String}
  AND occurred_at >= ${FROM} AND occurred_at < ${TO}
GROUP BY user_id, revenue_v1.currency`,
    params: { workspace: workspaceId, nobody: NONE, from_ms: range.fromMs, to_ms: range.toMs },
    row: earnedRow,
  };
}

const FROM = "fromUnixTimestamp64Milli({from_ms:Int64}, 'UTC')";
const TO = "fromUnixTimestamp64Milli({to_ms:Int64}, 'UTC')";

const NUMBER_COLUMNS: Readonly<Record<ReplayNumber, string>> = {
  endedAtMs: "ifNull(finished_at, settled_at)",
  requestedMs: "requested_seconds",
  videoMs: "video_seconds",
  gpuMs: "gpu_ms",
  costNano: "cost",
};

/** The cost is in every answer; other columns are read only for a metric that needs them. */
function numbersFor(rules: readonly QuotaRule[]): ReplayNumber[] {
  const counts = (metric: QuotaRule["metric"]) => rules.some((rule) => rule.metric === metric);
  return [
    "endedAtMs",
    ...(counts("video_seconds") ? (["requestedMs", "videoMs"] as const) : []),
    ...(counts("gpu_seconds") ? (["gpuMs"] as const) : []),
    "costNano",
  ];
}

/** Whether a rule looks at a row: its fixed dimensions have their values. */
function matchOf(rule: QuotaRule, index: number): { sql: string; params: Record<string, string> } {
  const params: Record<string, string> = {};
  const conditions = Object.entries(rule.subject.fixed).map(([name, value], place) => {
    // Built by parseSubject, whose keys are dimensions.
    const dimension = name as QuotaDimension;
    const param = `is_${index}_${place}`;
    params[param] = value;
    Object.assign(params, tagParams(dimension, `${param}_tag`));
    return `${dimensionSql(dimension, `${param}_tag`)} = {${param}:String}`;
  });
  return { sql: conditions.length === 0 ? "true" : conditions.join(" AND "), params };
}
