import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { monthClosings } from "../schema/months.ts";
import { workspaces } from "../schema/identity.ts";

export type MonthClosingRecord = typeof monthClosings.$inferSelect;
export type NewMonthClosing = typeof monthClosings.$inferInsert;

/** The closings of a workspace in force, in the order of their months. */
export async function closingsInForce(
  db: Database | Transaction,
  workspaceId: string,
): Promise<readonly MonthClosingRecord[]> {
  return db
    .select()
    .from(monthClosings)
    .where(and(eq(monthClosings.workspaceId, workspaceId), isNull(monthClosings.reopenedAt)))
    .orderBy(asc(monthClosings.month));
}

/** Closes a month. @returns false when it is closed already. */
export async function insertClosing(tx: Transaction, closing: NewMonthClosing): Promise<boolean> {
  const rows = await tx
    .insert(monthClosings)
    .values(closing)
    .onConflictDoNothing()
    .returning({ id: monthClosings.id });
  return rows.length > 0;
}

/** Says which report was kept when a month was closed. */
export async function nameReportOfClosing(
  tx: Transaction,
  workspaceId: string,
  id: string,
  reportId: string,
): Promise<void> {
  await tx
    .update(monthClosings)
    .set({ reportId })
    .where(and(eq(monthClosings.workspaceId, workspaceId), eq(monthClosings.id, id)));
}

/** Opens a month again. @returns false when its closing is not in force. */
export async function reopenClosing(
  tx: Transaction,
  workspaceId: string,
  id: string,
  reopening: { readonly at: Date; readonly by: string; readonly reason: string },
): Promise<boolean> {
  const rows = await tx
    .update(monthClosings)
    .set({ reopenedAt: reopening.at, reopenedBy: reopening.by, reopenReason: reopening.reason })
    .where(
      and(
        eq(monthClosings.workspaceId, workspaceId),
        eq(monthClosings.id, id),
        isNull(monthClosings.reopenedAt),
      ),
    )
    .returning({ id: monthClosings.id });
  return rows.length > 0;
}

/** Closings that were made or taken back after an instant, in the order of their months. */
export async function closingsChangedSince(
  db: Database,
  workspaceId: string,
  since: Date,
): Promise<readonly MonthClosingRecord[]> {
  return db
    .select()
    .from(monthClosings)
    .where(
      and(
        eq(monthClosings.workspaceId, workspaceId),
        or(gt(monthClosings.closedAt, since), gt(monthClosings.reopenedAt, since)),
      ),
    )
    .orderBy(asc(monthClosings.month), asc(monthClosings.id));
}

/** Before which instant generations may be gone from the analytic store, ms; null when none ever went. */
export async function generationsRemovedBefore(
  db: Database,
  workspaceId: string,
): Promise<number | null> {
  const [row] = await db
    .select({ at: workspaces.generationsRemovedBefore })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return row?.at?.getTime() ?? null;
}
