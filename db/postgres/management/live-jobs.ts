import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Database } from "../client.ts";
import { jobs } from "../schema/jobs.ts";

const columns = {
  generationId: jobs.generationId,
  state: jobs.state,
  feature: jobs.feature,
  userId: jobs.userId,
  model: jobs.model,
  upstream: jobs.upstream,
  progress: jobs.progress,
  outcomeUnknown: jobs.outcomeUnknown,
  createdAt: jobs.createdAt,
  startedAt: jobs.startedAt,
  finishedAt: jobs.finishedAt,
  settledAt: jobs.settledAt,
  lostAt: jobs.lostAt,
  estimate: jobs.estimate,
  cost: jobs.cost,
  currency: jobs.currency,
  costBasis: jobs.costBasis,
  unpricedReason: jobs.unpricedReason,
  failureKind: jobs.failureKind,
  failureCode: jobs.failureCode,
};

/** The columns of a job that somebody who watches sees. */
export type LiveJobRow = Pick<typeof jobs.$inferSelect, keyof typeof columns>;

/** Spelled out, for the partial index to be found. */
const OPEN = sql`${jobs.state} in ('held', 'submitted', 'running')`;

/** Jobs of a workspace that have not ended, the oldest first. Reader of `jobs_open`. */
export function openJobs(db: Database, workspaceId: string, limit: number): Promise<LiveJobRow[]> {
  return db
    .select(columns)
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), OPEN))
    .orderBy(jobs.createdAt)
    .limit(limit);
}

export interface OpenTotal {
  readonly currency: string | null;
  readonly count: number;
  /** Sum of what was set aside at admission, a decimal string; null when nothing of it has a price. */
  readonly held: string | null;
  /** Those without a price. */
  readonly unpriced: number;
}

/** How many have not ended and what is set aside for them, by currency. */
export function openTotals(db: Database, workspaceId: string): Promise<OpenTotal[]> {
  return db
    .select({
      currency: jobs.currency,
      count: sql<number>`count(*)::integer`,
      held: sql<string | null>`sum(${jobs.estimate})::text`,
      unpriced: sql<number>`(count(*) filter (where ${jobs.estimate} is null))::integer`,
    })
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), OPEN))
    .groupBy(jobs.currency)
    .orderBy(jobs.currency);
}

/** Jobs that were settled since an instant, the last one first. Reader of `jobs_by_settlement`. */
export function settledSince(
  db: Database,
  workspaceId: string,
  since: Date,
  limit: number,
): Promise<LiveJobRow[]> {
  return db
    .select(columns)
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), gte(jobs.settledAt, since)))
    .orderBy(desc(jobs.settledAt))
    .limit(limit);
}

/** These jobs as they are now. */
export function jobsById(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<LiveJobRow[]> {
  return db
    .select(columns)
    .from(jobs)
    .where(and(eq(jobs.workspaceId, workspaceId), inArray(jobs.generationId, [...ids])));
}

export interface MinuteCount {
  readonly atMs: number;
  readonly arrived: number;
  readonly settled: number;
  readonly failed: number;
}

/** How many arrived, were settled and failed in each minute since an instant; minutes without any are left out. */
export async function minuteCounts(
  db: Database,
  workspaceId: string,
  since: Date,
): Promise<MinuteCount[]> {
  const from = since.toISOString();
  const rows = await db.execute<Record<keyof MinuteCount, string>>(sql`
    select extract(epoch from date_trunc('minute', at)) * 1000 as "atMs", sum(arrived) as arrived,
      sum(settled) as settled, sum(failed) as failed
    from (
      select created_at as at, 1 as arrived, 0 as settled, 0 as failed from jobs
        where workspace_id = ${workspaceId} and created_at >= ${from}::timestamptz
      union all
      select settled_at, 0, 1, case when state = 'succeeded' then 0 else 1 end from jobs
        where workspace_id = ${workspaceId} and settled_at >= ${from}::timestamptz) moves
    group by 1 order by 1`);
  return rows.map((row) => ({
    atMs: Number(row.atMs),
    arrived: Number(row.arrived),
    settled: Number(row.settled),
    failed: Number(row.failed),
  }));
}

export interface Yardstick {
  readonly model: string;
  /** From admission to settlement. */
  readonly p95Ms: number;
  /** How many clips it is taken from. */
  readonly clips: number;
}

/** How long clips of each model take, by the last `most` that succeeded since an instant; models with few are left out. */
export async function modelYardsticks(
  db: Database,
  workspaceId: string,
  since: Date,
  { most, fewest }: { readonly most: number; readonly fewest: number },
): Promise<Yardstick[]> {
  const rows = await db.execute<Record<keyof Yardstick, string>>(sql`
    select model, count(*) as clips, round(extract(epoch from
      percentile_disc(0.95) within group (order by settled_at - created_at)) * 1000) as "p95Ms"
    from (
      select model, created_at, settled_at from jobs
      where workspace_id = ${workspaceId} and settled_at >= ${since.toISOString()}::timestamptz
        and state = 'succeeded'
      order by settled_at desc limit ${most}) recent
    group by model having count(*) >= ${fewest} order by model`);
  return rows.map(({ model, p95Ms, clips }) => ({
    model,
    p95Ms: Number(p95Ms),
    clips: Number(clips),
  }));
}
