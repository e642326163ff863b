import { and, desc, eq, gte, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { revenueEntries } from "../schema/gateway.ts";
import { workspaces } from "../schema/identity.ts";

export type RevenueRecord = typeof revenueEntries.$inferSelect;
export type NewRevenue = typeof revenueEntries.$inferInsert;

/** Serialises the workspace's revenue writes, so that two calls with one external id can't both insert it. */
export async function lockRevenue(tx: Transaction, workspaceId: string): Promise<void> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for("no key update");
}

/** The entries of a workspace with these external ids, deleted ones included. */
export async function findRevenueByExternalIds(
  tx: Transaction,
  workspaceId: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, RevenueRecord>> {
  const rows = await tx
    .select()
    .from(revenueEntries)
    .where(
      and(
        eq(revenueEntries.workspaceId, workspaceId),
        inArray(revenueEntries.externalId, [...externalIds]),
      ),
    );
  return new Map(rows.map((row) => [row.externalId, row]));
}

/** An entry of this workspace, locked; null when there is none. */
export async function findRevenue(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<RevenueRecord | null> {
  const [row] = await tx
    .select()
    .from(revenueEntries)
    .where(and(eq(revenueEntries.workspaceId, workspaceId), eq(revenueEntries.id, id)))
    .for("update");
  return row ?? null;
}

export async function insertRevenue(
  tx: Transaction,
  entries: readonly NewRevenue[],
): Promise<readonly RevenueRecord[]> {
  if (entries.length === 0) return [];
  return tx
    .insert(revenueEntries)
    .values([...entries])
    .returning();
}

/** Writes the next version of an entry. */
export async function replaceRevenue(
  tx: Transaction,
  id: string,
  version: number,
  change: Partial<NewRevenue>,
): Promise<RevenueRecord> {
  const [row] = await tx
    .update(revenueEntries)
    .set({ ...change, version })
    .where(eq(revenueEntries.id, id))
    .returning();
  if (row === undefined) throw new Error("a locked revenue entry is gone");
  return row;
}

export interface RevenueFilter {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly feature: readonly string[];
  readonly user: readonly string[];
  readonly customer: readonly string[];
  readonly externalId: string | null;
}

/** A workspace's entries that are not deleted, latest first. */
export async function listRevenue(
  db: Database,
  workspaceId: string,
  filter: RevenueFilter,
  page: { readonly after: { occurredAt: Date; id: string } | null; readonly limit: number },
): Promise<readonly RevenueRecord[]> {
  const oneOf = (
    column: typeof revenueEntries.feature | typeof revenueEntries.userId,
    values: readonly string[],
  ) => (values.length === 0 ? undefined : inArray(column, [...values]));
  return db
    .select()
    .from(revenueEntries)
    .where(
      and(
        eq(revenueEntries.workspaceId, workspaceId),
        isNull(revenueEntries.deletedAt),
        filter.from === null ? undefined : gte(revenueEntries.occurredAt, filter.from),
        filter.to === null ? undefined : lt(revenueEntries.occurredAt, filter.to),
        oneOf(revenueEntries.feature, filter.feature),
        oneOf(revenueEntries.userId, filter.user),
        filter.customer.length === 0
          ? undefined
          : inArray(revenueEntries.customer, [...filter.customer]),
        filter.externalId === null ? undefined : eq(revenueEntries.externalId, filter.externalId),
        page.after === null
          ? undefined
          : sql`(${revenueEntries.occurredAt}, ${revenueEntries.id}) < (${page.after.occurredAt.toISOString()}::timestamptz, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(desc(revenueEntries.occurredAt), desc(revenueEntries.id))
    .limit(page.limit);
}
