import type { Query } from "./query.ts";
import { GENERATION_COLUMNS, generationRow } from "./generations.ts";

/** What ties other generations to one; absent text is "". */
export interface Ties {
  readonly workspaceId: string;
  readonly id: string;
  readonly createdAtMs: number;
  readonly upstream: string;
  readonly providerJobId: string;
  readonly sourceProviderJobId: string;
  /** "" for one that names no user. */
  readonly user: string;
  readonly promptHash: string;
}

export type Relation = "origin" | "remixes" | "repeats" | "before" | "after";

const DAY_MS = 86_400_000;
/** How long after a clip something may be made from it, or how long before it its origin was made. */
const REMIX_DAYS = 90;
const REPEAT_DAYS = 1;
const USER_DAYS = 30;

interface Rule {
  /** On columns that are the same in every version of a row, so that versions need not be merged before. */
  readonly where: string;
  /** Which of the tie's texts must be known. */
  readonly needs: readonly (keyof Ties)[];
  readonly days: readonly [before: number, after: number];
  readonly order: "ASC" | "DESC";
}

const RULES: Readonly<Record<Relation, Rule>> = {
  origin: {
    where: "upstream = {upstream:String} AND provider_job_id = {source:String}",
    needs: ["sourceProviderJobId"],
    days: [REMIX_DAYS, 0],
    order: "DESC",
  },
  remixes: {
    where: "upstream = {upstream:String} AND source_provider_job_id = {job:String}",
    needs: ["providerJobId"],
    days: [0, REMIX_DAYS],
    order: "ASC",
  },
  repeats: {
    where: "user_id = {user:String} AND prompt_hash = {prompt:String}",
    needs: ["user", "promptHash"],
    days: [REPEAT_DAYS, REPEAT_DAYS],
    order: "DESC",
  },
  before: {
    where:
      "user_id = {user:String} AND (created_at, toString(generation_id)) < ({at}, {id:String})",
    needs: ["user"],
    days: [USER_DAYS, 0],
    order: "DESC",
  },
  after: {
    where:
      "user_id = {user:String} AND (created_at, toString(generation_id)) > ({at}, {id:String})",
    needs: ["user"],
    days: [0, USER_DAYS],
    order: "ASC",
  },
};

/** Generations tied to one, the nearest first; null when nothing could be tied so. */
export function relatedQuery(
  relation: Relation,
  ties: Ties,
  limit: number,
): Query<typeof generationRow> | null {
  const { where, needs, days, order } = RULES[relation];
  if (needs.some((name) => ties[name] === "")) return null;
  return {
    name: `related_${relation}`,
    sql: `SELECT ${GENERATION_COLUMNS} FROM generations_v1 FINAL
PREWHERE ${where.replaceAll("{at}", at("created_ms"))}
WHERE workspace_id = {workspace:String} AND created_at BETWEEN ${at("from_ms")} AND ${at("to_ms")}
  AND toString(generation_id) != {id:String}
ORDER BY created_at ${order}, toString(generation_id) ${order} LIMIT {limit:UInt32}`,
    params: {
      workspace: ties.workspaceId,
      id: ties.id,
      created_ms: ties.createdAtMs,
      from_ms: ties.createdAtMs - days[0] * DAY_MS,
      to_ms: ties.createdAtMs + days[1] * DAY_MS,
      upstream: ties.upstream,
      job: ties.providerJobId,
      source: ties.sourceProviderJobId,
      user: ties.user,
      prompt: ties.promptHash,
      limit,
    },
    row: generationRow,
  };
}

function at(param: string): string {
  return `fromUnixTimestamp64Milli({${param}:Int64}, 'UTC')`;
}
