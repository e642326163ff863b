import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { keys } from "../schema/gateway.ts";

export type KeyRecord = Omit<typeof keys.$inferSelect, "sha256">;
export type NewKey = typeof keys.$inferInsert;

const shown = {
  id: keys.id,
  workspaceId: keys.workspaceId,
  name: keys.name,
  kind: keys.kind,
  role: keys.role,
  prefix: keys.prefix,
  last4: keys.last4,
  pinned: keys.pinned,
  defaults: keys.defaults,
  upstreams: keys.upstreams,
  models: keys.models,
  callbacks: keys.callbacks,
  createdAt: keys.createdAt,
  expiresAt: keys.expiresAt,
  revokedAt: keys.revokedAt,
};

export async function insertKey(tx: Transaction, key: NewKey): Promise<KeyRecord> {
  const [row] = await tx.insert(keys).values(key).returning(shown);
  if (row === undefined) throw new Error("insert into keys returned no row");
  return row;
}

/** A workspace's keys, newest first. `afterId`: the last id of the page before. */
export async function listKeys(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly KeyRecord[]> {
  return db
    .select(shown)
    .from(keys)
    .where(
      and(
        eq(keys.workspaceId, workspaceId),
        page.afterId === null ? undefined : lt(keys.id, page.afterId),
      ),
    )
    .orderBy(desc(keys.id))
    .limit(page.limit);
}

/** A key of this workspace, or null. */
export async function findKey(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
): Promise<KeyRecord | null> {
  const [row] = await db
    .select(shown)
    .from(keys)
    .where(and(eq(keys.workspaceId, workspaceId), eq(keys.id, id)))
    .limit(1);
  return row ?? null;
}

/** Revokes a key that is not revoked yet; the first revocation's time stays. */
export async function revokeKeyRow(
  tx: Transaction,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<void> {
  await tx
    .update(keys)
    .set({ revokedAt: at })
    .where(and(eq(keys.workspaceId, workspaceId), eq(keys.id, id), isNull(keys.revokedAt)));
}

/** The key of a kind with this SHA-256, revoked and expired ones included; null when there is none. */
export async function findKeyBySha256(
  db: Database,
  kind: KeyRecord["kind"],
  sha256: Uint8Array,
): Promise<KeyRecord | null> {
  const [row] = await db
    .select(shown)
    .from(keys)
    .where(and(eq(keys.sha256, sha256), eq(keys.kind, kind)))
    .limit(1);
  return row ?? null;
}

/** True when the workspace has a proxy key that is not revoked. */
export async function hasProxyKey(db: Database, workspaceId: string): Promise<boolean> {
  const rows = await db
    .select({ id: keys.id })
    .from(keys)
    .where(and(eq(keys.workspaceId, workspaceId), eq(keys.kind, "proxy"), isNull(keys.revokedAt)))
    .limit(1);
  return rows.length > 0;
}
