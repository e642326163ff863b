import { sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";

/** A bucket to look into. */
export interface WantedBucket {
  readonly family: string;
  readonly subject: string;
  readonly windowStart: Date;
  /** Length of a rolling window; null for others. */
  readonly rollingSeconds: number | null;
}

/** What counts in a bucket now. Decimal strings of the metric's unit. */
export interface BucketUsage {
  readonly used: string;
  readonly held: string;
  /** When the oldest part that counts in a rolling window was admitted, ms; null without one. */
  readonly oldestMs: number | null;
}

/**
 * What each bucket has used and holds, in the order asked; one that nothing was admitted into is empty. Parts leave a
 * rolling window exactly when they are its length old; the books only note it at the next admission, so what has left
 * since then is taken off here.
 */
export async function readBuckets(
  db: Database | Transaction,
  workspaceId: string,
  wanted: readonly WantedBucket[],
  now: Date,
): Promise<readonly BucketUsage[]> {
  if (wanted.length === 0) return [];
  const asked = wanted.map((bucket, place) => ({
    place,
    family: bucket.family,
    subject: bucket.subject,
    window_start: bucket.windowStart.toISOString(),
    rolling_seconds: bucket.rollingSeconds,
  }));
  const rows = await db.execute<{ used: string; held: string; oldest_ms: number | null }>(sql`
    with wanted as (
      select w.*, ${now.toISOString()}::timestamptz - w.rolling_seconds * interval '1 second' as oldest
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w(
        place integer, family text, subject text, window_start timestamptz, rolling_seconds integer))
    select (coalesce(b.used, 0) - coalesce(gone.used, 0))::numeric(38,9)::text as used,
      (coalesce(b.held, 0) - coalesce(gone.held, 0))::numeric(38,9)::text as held,
      (extract(epoch from counted.since) * 1000)::float8 as oldest_ms
    from wanted w
    left join quota_buckets b on b.workspace_id = ${workspaceId} and b.family = w.family
      and b.subject = w.subject and b.window_start = w.window_start
    left join lateral (
      select sum(h.captured) filter (where h.state <> 'open') as used,
        sum(h.amount) filter (where h.state = 'open') as held
      from holds h where h.workspace_id = ${workspaceId} and h.family = w.family and h.subject = w.subject
        and h.rolling_seconds is not null and not h.aged and h.created_at <= w.oldest) gone
      on w.rolling_seconds is not null
    left join lateral (
      select min(h.created_at) as since
      from holds h where h.workspace_id = ${workspaceId} and h.family = w.family and h.subject = w.subject
        and h.rolling_seconds is not null and not h.aged and h.created_at > w.oldest
        and case when h.state = 'open' then h.amount else h.captured end > 0) counted
      on w.rolling_seconds is not null
    order by w.place`);
  return rows.map((row) => ({ used: row.used, held: row.held, oldestMs: row.oldest_ms }));
}
