import { and, asc, eq, gt, gte, lt, lte, ne, or, sql, type SQL } from "drizzle-orm";
import type { MarginDimension } from "../../../domain/finance/margin.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import type { Database, Transaction } from "../client.ts";
import { revenueVersions } from "../schema/finance.ts";

export type RevenueVersionRecord = typeof revenueVersions.$inferSelect;

/** Every version of an entry of this workspace, the first one first; none when there is no such entry. */
export async function listRevenueVersions(
  db: Database,
  workspaceId: string,
  entryId: string,
): Promise<readonly RevenueVersionRecord[]> {
  return db
    .select()
    .from(revenueVersions)
    .where(and(eq(revenueVersions.workspaceId, workspaceId), eq(revenueVersions.entryId, entryId)))
    .orderBy(asc(revenueVersions.recorded));
}

/** A version of an entry as recognition needs it. */
export interface StoredVersion {
  readonly entryId: string;
  readonly recorded: number;
  readonly occurredAt: Date;
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
  readonly amount: string;
  readonly currency: string;
  readonly group: string;
  readonly deletedAt: Date | null;
}

/** A stretch of what was written: after one number, up to and including another; null: up to now. */
export interface RecordedStretch {
  readonly after: number;
  readonly upTo: number | null;
}

const within = ({ after, upTo }: RecordedStretch): SQL | undefined =>
  and(
    gt(revenueVersions.recorded, after),
    upTo === null ? undefined : lte(revenueVersions.recorded, upTo),
  );

/** All versions of these entries, an entry's together in the order in which they were written. */
export async function versionsOf(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
  by: MarginDimension,
): Promise<readonly StoredVersion[]> {
  if (ids.length === 0) return [];
  return db
    .select({
      entryId: revenueVersions.entryId,
      recorded: revenueVersions.recorded,
      occurredAt: revenueVersions.occurredAt,
      periodFrom: revenueVersions.periodFrom,
      periodTo: revenueVersions.periodTo,
      amount: revenueVersions.amount,
      currency: revenueVersions.currency,
      group: revenueVersions[by],
      deletedAt: revenueVersions.deletedAt,
    })
    .from(revenueVersions)
    .where(
      and(
        eq(revenueVersions.workspaceId, workspaceId),
        sql`${revenueVersions.entryId} in (select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`,
      ),
    )
    .orderBy(asc(revenueVersions.entryId), asc(revenueVersions.recorded));
}

/** A page of the entries of which any version is recognised in a range of whole days, in the order of their ids. */
export async function entriesTouching(
  db: Database,
  workspaceId: string,
  { fromMs, toMs }: TimeRange,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  const { occurredAt, periodFrom, periodTo } = revenueVersions;
  return db.transaction(async (tx) => {
    // Without statistics (the embedded engine gathers none) the planner sorts the whole ledger for every page.
    await tx.execute(
      sql`select set_config('enable_sort', 'off', true), set_config('enable_hashagg', 'off', true)`,
    );
    const rows = await tx
      .selectDistinct({ id: revenueVersions.entryId })
      .from(revenueVersions)
      .where(
        and(
          eq(revenueVersions.workspaceId, workspaceId),
          page.afterId === null ? undefined : gt(revenueVersions.entryId, page.afterId),
          sql`((${periodFrom} is null and ${occurredAt} >= ${from}::timestamptz and ${occurredAt} < ${to}::timestamptz)
            or (${periodFrom} < ${to}::timestamptz and ${periodTo} > ${from}::timestamptz))`,
        ),
      )
      .orderBy(asc(revenueVersions.entryId))
      .limit(page.limit);
    return rows.map(({ id }) => id);
  });
}

/** Entries of which a version was written in a stretch; at most `limit`. */
export async function entriesWritten(
  db: Database,
  workspaceId: string,
  stretch: RecordedStretch,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectDistinct({ id: revenueVersions.entryId })
    .from(revenueVersions)
    .where(and(eq(revenueVersions.workspaceId, workspaceId), within(stretch)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Which entries a rate written later may move, in closed months. */
export interface MovedRates {
  /** Entries in this currency need no rate. */
  readonly into: string;
  /** Those that occurred from then on for a period that began before. */
  readonly openFrom: Date;
  /** Those that occurred from then on, wherever they are recognised; null for none. */
  readonly occurredFrom: Date | null;
}

/** Entries whose closed days a rate may move; at most `limit`. */
export async function entriesOfMovedRates(
  db: Database,
  workspaceId: string,
  moved: MovedRates,
  limit: number,
): Promise<readonly string[]> {
  const { occurredAt, periodFrom } = revenueVersions;
  const rows = await db
    .selectDistinct({ id: revenueVersions.entryId })
    .from(revenueVersions)
    .where(
      and(
        eq(revenueVersions.workspaceId, workspaceId),
        ne(revenueVersions.currency, moved.into),
        or(
          and(gte(occurredAt, moved.openFrom), lt(periodFrom, moved.openFrom)),
          moved.occurredFrom === null ? undefined : gte(occurredAt, moved.occurredFrom),
        ),
      ),
    )
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The last version's number that the workspace has; 0 for none. Exact while its revenue is locked. */
export async function lastRevenueRecorded(
  db: Database | Transaction,
  workspaceId: string,
): Promise<number> {
  const [row] = await db
    .select({ last: sql<string | null>`max(${revenueVersions.recorded})` })
    .from(revenueVersions)
    .where(eq(revenueVersions.workspaceId, workspaceId));
  return Number(row?.last ?? 0);
}

/** How many entries that touch a range in any version were written after a number. */
export async function countWrittenTouching(
  db: Database,
  workspaceId: string,
  { fromMs, toMs }: TimeRange,
  after: number,
): Promise<number> {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  const [row] = await db.execute<{ entries: string }>(sql`
    select count(distinct entry_id) as entries from revenue_versions touching
    where workspace_id = ${workspaceId}
      and coalesce(period_from, occurred_at) < ${to}::timestamptz
      and coalesce(period_to, occurred_at) >= ${from}::timestamptz
      and entry_id in (select entry_id from revenue_versions
        where workspace_id = ${workspaceId} and recorded > ${after})`);
  return Number(row?.entries ?? 0);
}
