import { and, desc, eq, gte, inArray, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { auditLog } from "../schema/gateway.ts";

export type AuditRecord = typeof auditLog.$inferSelect;

/** Appends who changed what, in the transaction of the change. `detail` never holds a secret. */
export async function appendAudit(
  tx: Database | Transaction,
  ...rows: readonly (typeof auditLog.$inferInsert)[]
): Promise<void> {
  if (rows.length === 0) return;
  await tx.insert(auditLog).values([...rows]);
}

/** A workspace's changes, newest first; `action` narrows to one kind. */
export async function listAuditLog(
  db: Database,
  workspaceId: string,
  page: {
    readonly action: string | null;
    readonly afterId: string | null;
    readonly limit: number;
  },
): Promise<readonly AuditRecord[]> {
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        page.action === null ? undefined : eq(auditLog.action, page.action),
        page.afterId === null ? undefined : lt(auditLog.id, page.afterId),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(page.limit);
}

/** The changes of some kinds between two instants, the latest first. */
export async function listChanges(
  db: Database,
  workspaceId: string,
  asked: {
    readonly actions: readonly string[];
    readonly from: Date;
    readonly to: Date;
    readonly limit: number;
  },
): Promise<readonly AuditRecord[]> {
  return db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, workspaceId),
        inArray(auditLog.action, [...asked.actions]),
        gte(auditLog.at, asked.from),
        lt(auditLog.at, asked.to),
      ),
    )
    .orderBy(desc(auditLog.at), desc(auditLog.id))
    .limit(asked.limit);
}
