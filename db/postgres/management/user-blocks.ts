import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { userBlocks } from "../schema/quotas.ts";

export type UserBlockRecord = typeof userBlocks.$inferSelect;

/** Blocks a user, or replaces the block that is there. @returns the block as it was before, or null. */
export async function writeUserBlock(
  tx: Transaction,
  block: UserBlockRecord,
): Promise<UserBlockRecord | null> {
  const before = await findUserBlock(tx, block.workspaceId, block.userId);
  const { reason, untilAt, createdAt, createdBy } = block;
  await tx
    .insert(userBlocks)
    .values(block)
    .onConflictDoUpdate({
      target: [userBlocks.workspaceId, userBlocks.userId],
      set: { reason, untilAt, createdAt, createdBy },
    });
  return before;
}

/** Lets a user in again. @returns the block that was there, or null. */
export async function removeUserBlock(
  tx: Transaction,
  workspaceId: string,
  userId: string,
): Promise<UserBlockRecord | null> {
  const [row] = await tx
    .delete(userBlocks)
    .where(and(eq(userBlocks.workspaceId, workspaceId), eq(userBlocks.userId, userId)))
    .returning();
  return row ?? null;
}

/** A user's block, one that has ended included; null when there is none. */
export async function findUserBlock(
  db: Database | Transaction,
  workspaceId: string,
  userId: string,
): Promise<UserBlockRecord | null> {
  const [row] = await db
    .select()
    .from(userBlocks)
    .where(and(eq(userBlocks.workspaceId, workspaceId), eq(userBlocks.userId, userId)))
    .limit(1);
  return row ?? null;
}

/** Which of these users are blocked at an instant. */
export async function blockedUsers(
  db: Database,
  workspaceId: string,
  users: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  if (users.length === 0) return new Set();
  const rows = await db
    .select({ userId: userBlocks.userId })
    .from(userBlocks)
    .where(
      and(
        eq(userBlocks.workspaceId, workspaceId),
        inArray(userBlocks.userId, [...users]),
        or(isNull(userBlocks.untilAt), gt(userBlocks.untilAt, at)),
      ),
    );
  return new Set(rows.map((row) => row.userId));
}
