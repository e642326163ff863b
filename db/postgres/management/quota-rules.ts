import { and, asc, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { quotaRules } from "../schema/quotas.ts";

export type QuotaRuleRecord = typeof quotaRules.$inferSelect;

/** A workspace's rules that are not deleted, newest first. */
export async function listQuotaRules(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly QuotaRuleRecord[]> {
  return db
    .select()
    .from(quotaRules)
    .where(
      and(
        eq(quotaRules.workspaceId, workspaceId),
        isNull(quotaRules.deletedAt),
        page.afterId === null ? undefined : lt(quotaRules.id, page.afterId),
      ),
    )
    .orderBy(desc(quotaRules.id))
    .limit(page.limit);
}

/** All of a workspace's rules that bind now. */
export async function liveQuotaRules(
  db: Database | Transaction,
  workspaceId: string,
): Promise<readonly QuotaRuleRecord[]> {
  return db
    .select()
    .from(quotaRules)
    .where(and(eq(quotaRules.workspaceId, workspaceId), isNull(quotaRules.deletedAt)));
}

/** A rule of this workspace, deleted ones included; null when there is none. */
export async function findQuotaRule(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<QuotaRuleRecord | null> {
  const [row] = await db
    .select()
    .from(quotaRules)
    .where(and(eq(quotaRules.workspaceId, workspaceId), eq(quotaRules.id, id)))
    .limit(1);
  return row ?? null;
}

/** Those of these rules that are the workspace's by id, deleted ones included, locked in the order of their ids. */
export async function lockQuotaRules(
  tx: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, QuotaRuleRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(quotaRules)
    .where(and(eq(quotaRules.workspaceId, workspaceId), inArray(quotaRules.id, [...ids])))
    .orderBy(asc(quotaRules.id))
    .for("update");
  return new Map(rows.map((row) => [row.id, row]));
}

/** A rule of this workspace, locked, deleted ones included; null when there is none. */
export async function lockQuotaRule(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<QuotaRuleRecord | null> {
  const [row] = (await lockQuotaRules(tx, workspaceId, [id])).values();
  return row ?? null;
}

/** Inserts rules, and replaces those that are there. Rows of other workspaces stay as they are. */
export async function writeQuotaRules(
  tx: Transaction,
  rules: readonly QuotaRuleRecord[],
): Promise<void> {
  if (rules.length === 0) return;
  await tx
    .insert(quotaRules)
    .values([...rules])
    .onConflictDoUpdate({
      target: quotaRules.id,
      set: {
        name: sql`excluded.name`,
        subject: sql`excluded.subject`,
        metric: sql`excluded.metric`,
        window: sql`excluded.window`,
        limitAmount: sql`excluded.limit_amount`,
        mode: sql`excluded.mode`,
        updatedAt: sql`excluded.updated_at`,
        deletedAt: sql`excluded.deleted_at`,
      },
      setWhere: sql`${quotaRules.workspaceId} = excluded.workspace_id`,
    });
}
