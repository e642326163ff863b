import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import type { RevenueDimension } from "../../../domain/dimensions.ts";
import type { TimeRange } from "../../../domain/time-buckets.ts";
import type { Database } from "../client.ts";
import { revenueEntries } from "../schema/gateway.ts";

/** An entry as recognition needs it. */
export interface RecognisableEntry {
  readonly id: string;
  readonly occurredAt: Date;
  readonly periodFrom: Date | null;
  readonly periodTo: Date | null;
  readonly amount: string;
  readonly currency: string;
  /** Its values of the dimensions asked for, in their order. */
  readonly values: readonly string[];
}

/** How many entries `recognisablePage` would give in all, counted up to `most` and no further. */
export async function countRecognisable(
  db: Database,
  workspaceId: string,
  range: TimeRange,
  most: number,
): Promise<number> {
  const found = db
    .select({ one: sql<number>`1`.as("one") })
    .from(revenueEntries)
    .where(isRecognisable(workspaceId, range))
    .limit(most)
    .as("found");
  const [row] = await db.select({ entries: sql<string>`count(*)` }).from(found);
  return Number(row?.entries ?? "0");
}

/**
 * A page of the entries of which something is recognised in a range of whole days, deleted ones left out. In the order of
 * their ids, which never change: an entry that changes while the pages are read is still read once.
 */
export async function recognisablePage(
  db: Database,
  workspaceId: string,
  question: { readonly range: TimeRange; readonly dimensions: readonly RevenueDimension[] },
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly RecognisableEntry[]> {
  const columns = question.dimensions.map((name) => revenueEntries[COLUMNS[name]]);
  return db.transaction(async (tx) => {
    // Without statistics (the embedded engine gathers none) the planner sorts the whole ledger for every page.
    await tx.execute(sql`select set_config('enable_sort', 'off', true)`);
    return tx
      .select({
        id: revenueEntries.id,
        occurredAt: revenueEntries.occurredAt,
        periodFrom: revenueEntries.periodFrom,
        periodTo: revenueEntries.periodTo,
        amount: revenueEntries.amount,
        currency: revenueEntries.currency,
        values: sql<string[]>`jsonb_build_array(${sql.join(columns, sql`, `)})`,
      })
      .from(revenueEntries)
      .where(
        and(
          isRecognisable(workspaceId, question.range),
          page.afterId === null ? undefined : gt(revenueEntries.id, page.afterId),
        ),
      )
      .orderBy(asc(revenueEntries.id))
      .limit(page.limit);
  });
}

const COLUMNS = {
  feature: "feature",
  surface: "surface",
  user: "userId",
  customer: "customer",
  region: "region",
  platform: "platform",
  plan: "plan",
} as const satisfies Record<RevenueDimension, keyof typeof revenueEntries.$inferSelect>;

/** When the first entry is recognised, deleted ones left out; null without entries. */
export async function revenueBegins(db: Database, workspaceId: string): Promise<Date | null> {
  const { occurredAt, periodFrom, deletedAt } = revenueEntries;
  const [row] = await db
    .select({ first: sql<string | null>`min(coalesce(${periodFrom}, ${occurredAt}))` })
    .from(revenueEntries)
    .where(and(eq(revenueEntries.workspaceId, workspaceId), isNull(deletedAt)));
  return row?.first == null ? null : new Date(row.first);
}

/** Whole days: a period that touches one of them reaches into the range, and the other way round. */
function isRecognisable(workspaceId: string, { fromMs, toMs }: TimeRange) {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  const { occurredAt, periodFrom, periodTo } = revenueEntries;
  return and(
    eq(revenueEntries.workspaceId, workspaceId),
    isNull(revenueEntries.deletedAt),
    sql`((${periodFrom} is null and ${occurredAt} >= ${from}::timestamptz and ${occurredAt} < ${to}::timestamptz)
      or (${periodFrom} < ${to}::timestamptz and ${periodTo} > ${from}::timestamptz))`,
  );
}
