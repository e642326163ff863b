import { and, asc, desc, eq, gt, inArray, lt, ne, or, sql } from "drizzle-orm";
import type { TimeRange } from "../../domain/time-buckets.ts";
import type { Database, Transaction } from "./client.ts";
import { rerates, type RerateResult } from "./schema/rerates.ts";

export type RerateRecord = typeof rerates.$inferSelect;
export type NewRerate = typeof rerates.$inferInsert;

const OPEN = ["applying", "reverting"] as const;

/** Begins a re-rating. @returns null while another one of the workspace is under way. */
export async function insertRerate(tx: Transaction, row: NewRerate): Promise<RerateRecord | null> {
  const [inserted] = await tx.insert(rerates).values(row).onConflictDoNothing().returning();
  return inserted ?? null;
}

/** A re-rating of this workspace, or null. */
export async function findRerate(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
): Promise<RerateRecord | null> {
  const [row] = await db
    .select()
    .from(rerates)
    .where(and(eq(rerates.workspaceId, workspaceId), eq(rerates.id, id)));
  return row ?? null;
}

/** A page of the workspace's re-ratings, newest first; `afterId` is the last one of the page before. */
export async function listRerates(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly RerateRecord[]> {
  return db
    .select()
    .from(rerates)
    .where(
      and(
        eq(rerates.workspaceId, workspaceId),
        page.afterId === null ? undefined : lt(rerates.id, page.afterId),
      ),
    )
    .orderBy(desc(rerates.id))
    .limit(page.limit);
}

/** The open re-rating that began first, over all workspaces; null when there is none. */
export async function nextOpenRerate(db: Database): Promise<RerateRecord | null> {
  const [row] = await db
    .select()
    .from(rerates)
    .where(inArray(rerates.state, [...OPEN]))
    .orderBy(asc(rerates.id))
    .limit(1);
  return row ?? null;
}

/** Re-ratings of the workspace that came later and stand or are under way. */
export async function laterRerates(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
): Promise<readonly RerateRecord[]> {
  return db
    .select()
    .from(rerates)
    .where(
      and(
        eq(rerates.workspaceId, workspaceId),
        gt(rerates.id, id),
        inArray(rerates.state, [...OPEN, "applied"]),
      ),
    );
}

/** Re-ratings of generations of a range that were applied or reverted after an instant, in their order. */
export async function reratesSince(
  db: Database,
  workspaceId: string,
  range: TimeRange,
  since: Date,
): Promise<readonly string[]> {
  const rows = await db
    .select({ id: rerates.id })
    .from(rerates)
    .where(
      and(
        eq(rerates.workspaceId, workspaceId),
        or(gt(rerates.appliedAt, since), gt(rerates.revertedAt, since)),
        sql`(${rerates.scope} ->> 'fromMs')::numeric < ${range.toMs}::numeric`,
        sql`(${rerates.scope} ->> 'toMs')::numeric > ${range.fromMs}::numeric`,
      ),
    )
    .orderBy(asc(rerates.id));
  return rows.map(({ id }) => id);
}

/** Begins to take an applied one back. @returns null when it is not applied, or another one is under way. */
export async function beginRevert(
  tx: Transaction,
  revert: {
    readonly workspaceId: string;
    readonly id: string;
    readonly by: string;
    /** How many generations it changed. */
    readonly total: number;
  },
): Promise<RerateRecord | null> {
  const [row] = await tx
    .update(rerates)
    .set({
      state: "reverting",
      cursorMs: null,
      cursorId: null,
      done: 0,
      total: revert.total,
      revertedBy: revert.by,
    })
    .where(
      and(
        eq(rerates.workspaceId, revert.workspaceId),
        eq(rerates.id, revert.id),
        eq(rerates.state, "applied"),
        sql`not exists (select 1 from rerates other where other.workspace_id = ${revert.workspaceId}
          and other.state in ('applying', 'reverting'))`,
      ),
    )
    .returning();
  return row ?? null;
}

/** A batch was dealt with, up to and including the cursor's generation. */
export async function advanceRerate(
  db: Database,
  id: string,
  step: {
    readonly cursorMs: number;
    readonly cursorId: string;
    readonly done: number;
    readonly superseded: number;
  },
): Promise<void> {
  await db
    .update(rerates)
    .set({
      cursorMs: step.cursorMs,
      cursorId: step.cursorId,
      done: sql`${rerates.done} + ${step.done}`,
      superseded: sql`${rerates.superseded} + ${step.superseded}`,
    })
    .where(eq(rerates.id, id));
}

/** Every batch of it was applied. */
export async function finishApply(
  db: Database,
  id: string,
  at: Date,
  result: RerateResult,
): Promise<void> {
  await db
    .update(rerates)
    .set({ state: "applied", appliedAt: at, result })
    .where(and(eq(rerates.id, id), eq(rerates.state, "applying")));
}

/** Every batch of it was taken back. */
export async function finishRevert(db: Database, id: string, at: Date): Promise<void> {
  await db
    .update(rerates)
    .set({ state: "reverted", revertedAt: at })
    .where(and(eq(rerates.id, id), eq(rerates.state, "reverting")));
}

/** Re-ratings of the workspace that were not taken back, and when each began. */
export async function standingRerates(
  db: Database,
  workspaceId: string,
): Promise<readonly Pick<RerateRecord, "id" | "createdAt">[]> {
  return db
    .select({ id: rerates.id, createdAt: rerates.createdAt })
    .from(rerates)
    .where(and(eq(rerates.workspaceId, workspaceId), ne(rerates.state, "reverted")));
}

/** When some re-ratings of the workspace were applied and taken back. */
export async function rerateTimes(
  db: Database,
  workspaceId: string,
  ids: readonly string[],
): Promise<readonly Pick<RerateRecord, "id" | "createdAt" | "appliedAt" | "revertedAt">[]> {
  if (ids.length === 0) return [];
  return db
    .select({
      id: rerates.id,
      createdAt: rerates.createdAt,
      appliedAt: rerates.appliedAt,
      revertedAt: rerates.revertedAt,
    })
    .from(rerates)
    .where(and(eq(rerates.workspaceId, workspaceId), inArray(rerates.id, [...ids])))
    .orderBy(asc(rerates.id));
}
