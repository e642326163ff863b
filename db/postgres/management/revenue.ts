import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
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
  readonly plan: readonly string[];
  readonly currency: readonly string[];
  /** Exact, or all that follows "<source>:". */
  readonly source: readonly string[];
  readonly externalId: string | null;
  readonly deleted: boolean;
}

/** A workspace's entries that are not deleted, or those that are, latest first. */
export async function listRevenue(
  db: Database,
  workspaceId: string,
  filter: RevenueFilter,
  page: { readonly after: { occurredAt: Date; id: string } | null; readonly limit: number },
): Promise<readonly RevenueRecord[]> {
  const { deletedAt, occurredAt, id, source } = revenueEntries;
  const oneOf = (
    column: (typeof revenueEntries)["feature" | "userId" | "customer" | "plan" | "currency"],
    values: readonly string[],
  ) => (values.length === 0 ? undefined : inArray(column, [...values]));
  const sources = filter.source.map((each) =>
    or(eq(source, each), sql`starts_with(${source}, ${`${each}:`})`),
  );
  return db
    .select()
    .from(revenueEntries)
    .where(
      and(
        eq(revenueEntries.workspaceId, workspaceId),
        filter.deleted ? isNotNull(deletedAt) : isNull(deletedAt),
        filter.from === null ? undefined : gte(occurredAt, filter.from),
        filter.to === null ? undefined : lt(occurredAt, filter.to),
        oneOf(revenueEntries.feature, filter.feature),
        oneOf(revenueEntries.userId, filter.user),
        oneOf(revenueEntries.customer, filter.customer),
        oneOf(revenueEntries.plan, filter.plan),
        oneOf(revenueEntries.currency, filter.currency),
        or(...sources),
        filter.externalId === null ? undefined : eq(revenueEntries.externalId, filter.externalId),
        page.after === null
          ? undefined
          : sql`(${occurredAt}, ${id}) < (${page.after.occurredAt.toISOString()}::timestamptz, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(desc(occurredAt), desc(id))
    .limit(page.limit);
}
