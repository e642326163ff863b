import { and, asc, eq, gt, ne, sql } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { members, sessions, users, workspaces } from "../schema/identity.ts";

export interface MemberRecord {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** owner | admin | viewer */
  readonly role: string;
  readonly joinedAt: Date;
  readonly lastSeenAt: Date | null;
  /** Sessions that have not ended. */
  readonly sessions: number;
}

const COLUMNS = {
  id: members.id,
  userId: members.userId,
  name: users.name,
  email: users.email,
  role: members.role,
  joinedAt: members.createdAt,
  lastSeenAt: members.lastSeenAt,
  sessions: sql<number>`(select count(*)::int from ${sessions}
    where ${sessions.userId} = ${members.userId} and ${sessions.expiresAt} > now())`,
};

/** Who belongs to a workspace, by id. `afterId`: the last id of the page before. */
export async function listMembers(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly MemberRecord[]> {
  return db
    .select(COLUMNS)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(
      and(
        eq(members.organizationId, workspaceId),
        page.afterId === null ? undefined : gt(members.id, page.afterId),
      ),
    )
    .orderBy(asc(members.id))
    .limit(page.limit);
}

/** A member of this workspace, or null. */
export async function findMember(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
): Promise<MemberRecord | null> {
  const [row] = await db
    .select(COLUMNS)
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, workspaceId), eq(members.id, id)))
    .limit(1);
  return row ?? null;
}

/** True when somebody with this address, in lower case, belongs to the workspace. */
export async function isMember(
  db: Database | Transaction,
  workspaceId: string,
  email: string,
): Promise<boolean> {
  const rows = await db
    .select({ id: members.id })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .where(and(eq(members.organizationId, workspaceId), eq(users.email, email)))
    .limit(1);
  return rows.length > 0;
}

/**
 * Locks the workspace, so that changes of its owners come one after the other, and tells whether it has another owner
 * than this member.
 */
export async function lockForOtherOwner(
  tx: Transaction,
  workspaceId: string,
  memberId: string,
): Promise<boolean> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId))
    .for("update");
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        eq(members.organizationId, workspaceId),
        eq(members.role, "owner"),
        ne(members.id, memberId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export async function changeMemberRole(
  tx: Transaction,
  workspaceId: string,
  id: string,
  role: string,
): Promise<void> {
  await tx
    .update(members)
    .set({ role })
    .where(and(eq(members.organizationId, workspaceId), eq(members.id, id)));
}

/**
 * Ends a membership. Somebody who belongs nowhere else is signed out; sessions of others forget this workspace.
 */
export async function removeMemberRow(
  tx: Transaction,
  workspaceId: string,
  member: Pick<MemberRecord, "id" | "userId">,
): Promise<void> {
  await tx
    .delete(members)
    .where(and(eq(members.organizationId, workspaceId), eq(members.id, member.id)));
  const elsewhere = await tx
    .select({ id: members.id })
    .from(members)
    .where(eq(members.userId, member.userId))
    .limit(1);
  if (elsewhere.length === 0) return endSessions(tx, member.userId);
  await tx
    .update(sessions)
    .set({ activeOrganizationId: null })
    .where(and(eq(sessions.userId, member.userId), eq(sessions.activeOrganizationId, workspaceId)));
}

/** Signs somebody out everywhere, at once. */
export async function endSessions(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.userId, userId));
}
