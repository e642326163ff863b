import { and, desc, eq, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { keptReports } from "../schema/months.ts";

export type KeptReportRecord = typeof keptReports.$inferSelect;
export type NewKeptReport = typeof keptReports.$inferInsert;

/** Keeps a report. */
export async function insertReport(tx: Transaction, report: NewKeptReport): Promise<void> {
  await tx.insert(keptReports).values(report);
}

/** A kept report of this workspace, or null. */
export async function findReport(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<KeptReportRecord | null> {
  const [row] = await db
    .select()
    .from(keptReports)
    .where(and(eq(keptReports.workspaceId, workspaceId), eq(keptReports.id, id)));
  return row ?? null;
}

/** A workspace's kept reports, the latest first. */
export async function listReports(
  db: Database,
  workspaceId: string,
  page: { readonly beforeId: string | null; readonly limit: number },
): Promise<readonly KeptReportRecord[]> {
  return db
    .select()
    .from(keptReports)
    .where(
      and(
        eq(keptReports.workspaceId, workspaceId),
        page.beforeId === null ? undefined : lt(keptReports.id, page.beforeId),
      ),
    )
    .orderBy(desc(keptReports.id))
    .limit(page.limit);
}
