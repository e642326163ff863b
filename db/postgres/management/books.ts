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
  readonly buckets: number;
  /** Buckets that hold or have used something else than their holds that still count there. */
  readonly unequalBuckets: number;
  /** Buckets with more in them than the highest limit that admitted and what jobs took beyond their holds. */
  readonly overfullBuckets: number;
  /** Holds whose job took more than was set aside. */
  readonly overrunHolds: number;
  readonly grants: number;
  /** Grants that hold or have used something else than their uses, or more than was granted. */
  readonly unequalGrants: number;
  /** Final generations whose hold is still open, and open generations whose hold is closed. */
  readonly holdsOnFinal: number;
  readonly outcomeUnknown: number;
  readonly lost: number;
  readonly openJobs: number;
  /** Final generations without a time of settlement, and open ones with one. */
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
    counted as (
      select family, subject, window_start,
        coalesce(sum(amount) filter (where state = 'open'), 0) as held,
        coalesce(sum(captured) filter (where state <> 'open'), 0) as used
      from holds where workspace_id = ${workspaceId} and not aged group by 1, 2, 3),
    buckets as (
      select family, subject, window_start, held, used, most, overrun from quota_buckets
      where workspace_id = ${workspaceId}),
    drawn as (
      select u.grant_id, coalesce(sum(u.amount) filter (where u.captured is null), 0) as held,
        coalesce(sum(u.captured), 0) as used
      from grant_uses u join grants g on g.id = u.grant_id
      where g.workspace_id = ${workspaceId} group by 1)
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
      'buckets', (select count(*) from buckets),
      'unequalBuckets', (select count(*) from counted c full join buckets b using (family, subject, window_start)
        where coalesce(c.held, 0) <> coalesce(b.held, 0) or coalesce(c.used, 0) <> coalesce(b.used, 0)),
      'overfullBuckets', (select count(*) from buckets where used + held > most + overrun),
      'overrunHolds', (select count(*) from holds where workspace_id = ${workspaceId} and overrun > 0),
      'grants', (select count(*) from grants where workspace_id = ${workspaceId}),
      'unequalGrants', (select count(*) from grants g left join drawn d on d.grant_id = g.id
        where g.workspace_id = ${workspaceId} and (g.held <> coalesce(d.held, 0)
          or g.used <> coalesce(d.used, 0) or g.used + g.held > g.amount)),
      'holdsOnFinal', (select count(*) from holds h join jobs j using (generation_id)
        where h.workspace_id = ${workspaceId} and h.state = 'open'
          and j.state in ('succeeded', 'failed', 'blocked', 'cancelled', 'expired')),
      'outcomeUnknown', (select count(*) from jobs where workspace_id = ${workspaceId}
        and outcome_unknown and state = 'held'),
      'lost', (select count(*) from jobs where workspace_id = ${workspaceId} and state = 'lost'),
      'openJobs', (select count(*) from jobs where workspace_id = ${workspaceId}
        and state in ('held', 'submitted', 'running')),
      -- A lost one is settled when an operator released it.
      'halfSettled', (select count(*) from mine where state <> 'lost' and
        (state in ('succeeded', 'failed', 'blocked', 'cancelled', 'expired')) <> (settled_at is not null))
    ) as books`);
  if (row === undefined) throw new Error("the books gave no row");
  return row.books;
}
