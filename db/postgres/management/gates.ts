import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { gates } from "../schema/quotas.ts";

export type GateRecord = typeof gates.$inferSelect;
export type NewGate = typeof gates.$inferInsert;
export type GateChange = Partial<Omit<NewGate, "id" | "workspaceId" | "createdAt">>;

export async function insertGate(tx: Transaction, gate: NewGate): Promise<GateRecord> {
  const [row] = await tx.insert(gates).values(gate).returning();
  if (row === undefined) throw new Error("insert into gates returned no row");
  return row;
}

/** A workspace's gates that are not deleted, newest first. */
export async function listGates(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly GateRecord[]> {
  return db
    .select()
    .from(gates)
    .where(
      and(
        eq(gates.workspaceId, workspaceId),
        isNull(gates.deletedAt),
        page.afterId === null ? undefined : lt(gates.id, page.afterId),
      ),
    )
    .orderBy(desc(gates.id))
    .limit(page.limit);
}

/** The gates of one feature that are not deleted. */
export async function liveGatesOf(
  db: Database | Transaction,
  workspaceId: string,
  feature: string,
): Promise<readonly GateRecord[]> {
  return db
    .select()
    .from(gates)
    .where(
      and(eq(gates.workspaceId, workspaceId), eq(gates.feature, feature), isNull(gates.deletedAt)),
    );
}

/** A gate of this workspace, locked, deleted ones included; null when there is none. */
export async function lockGate(
  tx: Transaction,
  workspaceId: string,
  id: string,
): Promise<GateRecord | null> {
  const [row] = await tx
    .select()
    .from(gates)
    .where(and(eq(gates.workspaceId, workspaceId), eq(gates.id, id)))
    .for("update");
  return row ?? null;
}

/** Changes a locked gate. */
export async function changeGateRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
  change: GateChange,
): Promise<GateRecord> {
  const [row] = await tx
    .update(gates)
    .set(change)
    .where(and(eq(gates.workspaceId, workspaceId), eq(gates.id, id)))
    .returning();
  if (row === undefined) throw new Error("a locked gate is gone");
  return row;
}
