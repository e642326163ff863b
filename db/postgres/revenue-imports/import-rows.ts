import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { revenueImports } from "../schema/revenue-imports.ts";
import { dropOtherStaging, listStaging } from "./staging.ts";

export type ImportRecord = typeof revenueImports.$inferSelect;
export type NewImport = typeof revenueImports.$inferInsert;

const OPEN = ["reading", "applying"] as const;

export async function insertImport(db: Database, row: NewImport): Promise<void> {
  await db.insert(revenueImports).values(row);
}

/** Writes how far an import is, or how it ended. */
export async function updateImport(
  db: Database | Transaction,
  id: string,
  change: Partial<NewImport>,
): Promise<void> {
  await db.update(revenueImports).set(change).where(eq(revenueImports.id, id));
}

/** Ends an import that is being applied. @throws Error when it was given up meanwhile, which undoes the transaction. */
export async function finishImport(
  tx: Transaction,
  id: string,
  end: Pick<
    ImportRecord,
    | "state"
    | "rowsRead"
    | "rowsSkipped"
    | "badRows"
    | "entries"
    | "created"
    | "changed"
    | "unchanged"
    | "sums"
    | "endedAt"
  >,
): Promise<ImportRecord> {
  const [row] = await tx
    .update(revenueImports)
    .set(end)
    .where(and(eq(revenueImports.id, id), eq(revenueImports.state, "applying")))
    .returning();
  if (row === undefined) throw new Error("an import was given up while it was applied");
  return row;
}

/** Ends a dry run: nothing is left of it. */
export async function deleteImport(db: Database, id: string): Promise<void> {
  await db.delete(revenueImports).where(eq(revenueImports.id, id));
}

/** An import of this workspace, or null; dry runs are none. */
export async function findImport(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<ImportRecord | null> {
  const [row] = await db
    .select()
    .from(revenueImports)
    .where(
      and(
        eq(revenueImports.workspaceId, workspaceId),
        eq(revenueImports.id, id),
        eq(revenueImports.dryRun, false),
      ),
    );
  return row ?? null;
}

/** A workspace's imports, latest first. */
export async function listImports(
  db: Database,
  workspaceId: string,
  page: { readonly beforeId: string | null; readonly limit: number },
): Promise<readonly ImportRecord[]> {
  return db
    .select()
    .from(revenueImports)
    .where(
      and(
        eq(revenueImports.workspaceId, workspaceId),
        eq(revenueImports.dryRun, false),
        page.beforeId === null ? undefined : lt(revenueImports.id, page.beforeId),
      ),
    )
    .orderBy(desc(revenueImports.id))
    .limit(page.limit);
}

/**
 * Says of imports that stand still since `before` that they were interrupted, and drops what ended imports left staged;
 * nothing of it is in the ledger. Interrupted dry runs vanish.
 */
export async function closeAbandonedImports(db: Database, before: Date, now: Date): Promise<void> {
  await db
    .update(revenueImports)
    .set({ state: "interrupted", endedAt: now })
    .where(and(inArray(revenueImports.state, [...OPEN]), lt(revenueImports.touchedAt, before)));
  await db
    .delete(revenueImports)
    .where(and(eq(revenueImports.dryRun, true), eq(revenueImports.state, "interrupted")));
  // Before the open imports: one that begins in between has no table here yet.
  const tables = await listStaging(db);
  const open = await db
    .select({ id: revenueImports.id })
    .from(revenueImports)
    .where(inArray(revenueImports.state, [...OPEN]));
  await dropOtherStaging(
    db,
    tables,
    open.map((row) => row.id),
  );
}

/** Marks an applied import as taken back. @returns null when it is not applied (any more) */
export async function markReverted(
  tx: Transaction,
  revert: {
    readonly workspaceId: string;
    readonly id: string;
    readonly at: Date;
    readonly by: string;
  },
): Promise<ImportRecord | null> {
  const [row] = await tx
    .update(revenueImports)
    .set({ state: "reverted", revertedAt: revert.at, revertedBy: revert.by })
    .where(
      and(
        eq(revenueImports.workspaceId, revert.workspaceId),
        eq(revenueImports.id, revert.id),
        eq(revenueImports.state, "applied"),
      ),
    )
    .returning();
  return row ?? null;
}
