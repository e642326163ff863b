import { and, asc, eq, or } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { accounts, members, sessions, users, workspaces } from "../schema/identity.ts";

export interface Membership {
  readonly memberId: string;
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  /** owner | admin | viewer */
  readonly role: string;
  readonly lastSeenAt: Date | null;
}

/** The workspaces a user belongs to, oldest membership first. */
export async function membershipsOf(
  db: Database | Transaction,
  userId: string,
): Promise<readonly Membership[]> {
  return db
    .select({
      memberId: members.id,
      workspaceId: workspaces.id,
      slug: workspaces.slug,
      name: workspaces.name,
      role: members.role,
      lastSeenAt: members.lastSeenAt,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.organizationId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(members.id));
}

/** Notes that a member used the workspace. */
export async function markSeen(db: Database, memberId: string, at: Date): Promise<void> {
  await db.update(members).set({ lastSeenAt: at }).where(eq(members.id, memberId));
}

export interface Workspace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly storePrompts: boolean;
}

/** A workspace by its id or slug; null when there is none. */
export async function findWorkspace(
  db: Database | Transaction,
  idOrSlug: string,
): Promise<Workspace | null> {
  const [row] = await db
    .select({
      id: workspaces.id,
      slug: workspaces.slug,
      name: workspaces.name,
      timeZone: workspaces.timeZone,
      storePrompts: workspaces.storePrompts,
    })
    .from(workspaces)
    .where(or(eq(workspaces.id, idOrSlug), eq(workspaces.slug, idOrSlug)))
    .limit(1);
  return row ?? null;
}

/** True once somebody owns the workspace. */
export async function hasOwner(db: Database | Transaction, workspaceId: string): Promise<boolean> {
  const rows = await db
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.organizationId, workspaceId), eq(members.role, "owner")))
    .limit(1);
  return rows.length > 0;
}

/** A person who has no account yet. */
export interface NewUser {
  readonly userId: string;
  readonly accountId: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly passwordHash: string;
}

export interface NewMember {
  readonly memberId: string;
  readonly workspaceId: string;
  readonly userId: string;
  /** owner | admin | viewer */
  readonly role: string;
}

/** Makes an account that signs in by password. */
export async function insertUser(tx: Transaction, user: NewUser): Promise<void> {
  await tx.insert(users).values({ id: user.userId, name: user.name, email: user.email });
  await tx.insert(accounts).values({
    id: user.accountId,
    accountId: user.userId,
    providerId: "credential",
    userId: user.userId,
    password: user.passwordHash,
  });
}

/** Makes somebody a member; who is one already stays as they are. */
export async function insertMember(tx: Transaction, member: NewMember): Promise<void> {
  await tx
    .insert(members)
    .values({
      id: member.memberId,
      organizationId: member.workspaceId,
      userId: member.userId,
      role: member.role,
    })
    .onConflictDoNothing();
}

/** The id of the account with this address, in lower case; null without one. */
export async function findUserId(
  db: Database | Transaction,
  email: string,
): Promise<string | null> {
  const [row] = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email))
    .limit(1);
  return row?.id ?? null;
}

/** Makes a workspace without members. */
export async function insertWorkspace(
  tx: Transaction,
  workspace: { readonly id: string; readonly name: string; readonly slug: string },
): Promise<void> {
  await tx.insert(workspaces).values(workspace);
}

/** In which workspace a session's calls are made from now on. */
export async function openInWorkspace(
  db: Database,
  sessionToken: string,
  workspaceId: string,
): Promise<void> {
  await db
    .update(sessions)
    .set({ activeOrganizationId: workspaceId })
    .where(eq(sessions.token, sessionToken));
}

export type NewOwner = NewUser & Omit<NewMember, "role">;

/**
 * Makes the first owner of a workspace: user, password account, membership. The workspace's row is locked, so of two
 * that come together one wins. @returns false when the workspace has an owner already.
 */
export async function insertFirstOwner(tx: Transaction, owner: NewOwner): Promise<boolean> {
  await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.id, owner.workspaceId))
    .for("update");
  if (await hasOwner(tx, owner.workspaceId)) return false;
  await insertUser(tx, owner);
  await insertMember(tx, { ...owner, role: "owner" });
  return true;
}
