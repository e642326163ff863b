import { and, asc, desc, eq, gt, isNull, lt, sql, type SQL } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { grants } from "../schema/quotas.ts";

export type GrantRecord = typeof grants.$inferSelect;
export type NewGrant = typeof grants.$inferInsert;

export async function insertGrant(tx: Transaction, grant: NewGrant): Promise<GrantRecord> {
  const [row] = await tx.insert(grants).values(grant).returning();
  if (row === undefined) throw new Error("insert into grants returned no row");
  return row;
}

export interface GrantFilter {
  readonly user: string | null;
  /** Only those that can be used at this instant, or wholly held ones that may come free; null for all. */
  readonly activeAt: Date | null;
}

/** A workspace's grants, newest first. */
export async function listGrants(
  db: Database,
  workspaceId: string,
  filter: GrantFilter,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly GrantRecord[]> {
  return db
    .select()
    .from(grants)
    .where(
      and(
        eq(grants.workspaceId, workspaceId),
        filter.user === null ? undefined : eq(grants.userId, filter.user),
        filter.activeAt === null ? undefined : isActive(filter.activeAt),
        page.afterId === null ? undefined : lt(grants.id, page.afterId),
      ),
    )
    .orderBy(desc(grants.id))
    .limit(page.limit);
}

/** A user's grants that are active at an instant, in the order in which they are drawn. */
export async function activeGrantsOf(
  db: Database | Transaction,
  workspaceId: string,
  user: string,
  at: Date,
): Promise<readonly GrantRecord[]> {
  return db
    .select()
    .from(grants)
    .where(and(eq(grants.workspaceId, workspaceId), eq(grants.userId, user), isActive(at)))
    .orderBy(asc(grants.expiresAt), asc(grants.id));
}

/** A grant of this workspace, locked; null when there is none. */
export async function lockGrant(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<GrantRecord | null> {
  const [row] = await tx
    .select()
    .from(grants)
    .where(and(eq(grants.workspaceId, workspaceId), eq(grants.id, id)))
    .for("update");
  return row ?? null;
}

/** True when a payment has given this user something of the metric that was not revoked. */
export async function hasGrantOfPayment(
  tx: Transaction,
  workspaceId: string,
  payment: Pick<GrantRecord, "userId" | "metric"> & { readonly revenueExternalId: string },
): Promise<boolean> {
  const rows = await tx
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(
        eq(grants.workspaceId, workspaceId),
        eq(grants.userId, payment.userId),
        eq(grants.metric, payment.metric),
        eq(grants.revenueExternalId, payment.revenueExternalId),
        isNull(grants.revokedAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** Revokes a locked grant; what it has used and holds stays. */
export async function revokeGrantRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<void> {
  await tx
    .update(grants)
    .set({ revokedAt: at })
    .where(and(eq(grants.workspaceId, workspaceId), eq(grants.id, id)));
}

function isActive(at: Date): SQL | undefined {
  return and(
    isNull(grants.revokedAt),
    gt(grants.expiresAt, at),
    sql`${grants.used} < ${grants.amount}`,
  );
}
