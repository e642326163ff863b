import { sql } from "drizzle-orm";
import type { Database } from "../client.ts";

/** How many generations of one state the books hold, and their money. */
export interface BooksGroup {
  readonly state: string;
  readonly currency: string;
  readonly generations: number;
  /** Decimal string: known costs of those that ended. */
  readonly cost: string;
}

/** Everything that `GET /api/v1/audit` reads of Postgres, from one snapshot. */
export interface Books {
  /** Generations that left for the analytic store at least once, created in the range. */
  readonly groups: readonly BooksGroup[];
  /** When the oldest of them was created, ms; null without any. */
  readonly firstMs: number | null;
  readonly revenue: readonly {
    readonly currency: string;
    readonly entries: number;
    readonly amount: string;
  }[];
  readonly outboxWaiting: number;
  readonly outboxInFlight: number;
  readonly oldestWaitingMs: number | null;
  readonly deadLetters: number;
  readonly dirtyDays: number;
  readonly openHolds: number;
  /** Sum of open holds and of what the quota windows say is held, over all rules. */
  readonly openHoldAmount: string;
  readonly bucketHeldAmount: string;
  /** Rules' windows where the two differ. */
  readonly unequalBuckets: number;
  /** Final generations whose hold is still open, and open generations whose hold is closed. */
  readonly holdsOnFinal: number;
  readonly outcomeUnknown: number;
  readonly lost: number;
  readonly openJobs: number;
  /** Final generations without a time of settlement, and others with one. */
  readonly halfSettled: number;
}

/** Reads the books of a workspace in one statement, so in one snapshot. `range` is by created_at. */
export async function readBooks(
  db: Database,
  workspaceId: string,
  range: { readonly from: Date; readonly to: Date },
): Promise<Books> {
  const [row] = await db.execute<{ books: Books }>(sql`
    with mine as (
      select * from jobs where workspace_id = ${workspaceId} and state <> 'held'
        and created_at >= ${range.from.toISOString()}::timestamptz
        and created_at < ${range.to.toISOString()}::timestamptz),
    held as (
      select rule_id, subject, window_start, sum(amount) as amount from holds
      where workspace_id = ${workspaceId} and state = 'open' group by 1, 2, 3),
    buckets as (
      select rule_id, subject, window_start, held as amount from quota_buckets
      where workspace_id = ${workspaceId})
    select jsonb_build_object(
      'groups', (select coalesce(jsonb_agg(g order by g.state, g.currency), '[]') from (
        select state, coalesce(currency, '') as currency, count(*) as generations,
          coalesce(sum(cost) filter (where state in
            ('succeeded', 'failed', 'blocked', 'cancelled', 'expired')), 0)::numeric(38,9)::text as cost
        from mine group by 1, 2) g),
      'firstMs', (select (extract(epoch from min(created_at)) * 1000)::float8 from mine),
      'revenue', (select coalesce(jsonb_agg(r order by r.currency), '[]') from (
        select currency, count(*) as entries, sum(amount)::numeric(38,9)::text as amount
        from revenue_entries where workspace_id = ${workspaceId} and deleted_at is null group by 1) r),
      'outboxWaiting', (select count(*) from outbox where workspace_id = ${workspaceId} and batch_id is null),
      'outboxInFlight', (select count(*) from outbox where workspace_id = ${workspaceId} and batch_id is not null),
      'oldestWaitingMs', (select (extract(epoch from min(created_at)) * 1000)::float8
        from outbox where workspace_id = ${workspaceId}),
      'deadLetters', (select count(*) from dead_letters where workspace_id = ${workspaceId}),
      'dirtyDays', (select count(*) from dirty_days),
      'openHolds', (select count(*) from holds where workspace_id = ${workspaceId} and state = 'open'),
      'openHoldAmount', (select coalesce(sum(amount), 0)::numeric(38,9)::text from held),
      'bucketHeldAmount', (select coalesce(sum(amount), 0)::numeric(38,9)::text from buckets),
      'unequalBuckets', (select count(*) from held full join buckets using (rule_id, subject, window_start)
        where coalesce(held.amount, 0) <> coalesce(buckets.amount, 0)),
      'holdsOnFinal', (select count(*) from holds h join jobs j using (generation_id)
        where h.workspace_id = ${workspaceId} and h.state = 'open'
          and j.state in ('succeeded', 'failed', 'blocked', 'cancelled', 'expired')),
      'outcomeUnknown', (select count(*) from jobs where workspace_id = ${workspaceId}
        and outcome_unknown and state = 'held'),
      'lost', (select count(*) from jobs where workspace_id = ${workspaceId} and state = 'lost'),
      'openJobs', (select count(*) from jobs where workspace_id = ${workspaceId}
        and state in ('held', 'submitted', 'running')),
      'halfSettled', (select count(*) from mine where
        (state in ('succeeded', 'failed', 'blocked', 'cancelled', 'expired')) <> (settled_at is not null))
    ) as books`);
  if (row === undefined) throw new Error("the books gave no row");
  return row.books;
}
