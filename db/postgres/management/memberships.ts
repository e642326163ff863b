import { and, asc, eq, or } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { accounts, members, users, workspaces } from "../schema/identity.ts";

export interface Membership {
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  /** owner | admin | viewer */
  readonly role: string;
}

/** The workspaces a user belongs to, oldest membership first. */
export async function membershipsOf(
  db: Database | Transaction,
  userId: string,
): Promise<readonly Membership[]> {
  return db
    .select({
      workspaceId: workspaces.id,
      slug: workspaces.slug,
      name: workspaces.name,
      role: members.role,
    })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.organizationId))
    .where(eq(members.userId, userId))
    .orderBy(asc(members.createdAt), asc(members.id));
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

export interface NewOwner {
  readonly userId: string;
  readonly memberId: string;
  readonly accountId: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly passwordHash: string;
}

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
  await tx.insert(users).values({ id: owner.userId, name: owner.name, email: owner.email });
  await tx.insert(accounts).values({
    id: owner.accountId,
    accountId: owner.userId,
    providerId: "credential",
    userId: owner.userId,
    password: owner.passwordHash,
  });
  await tx.insert(members).values({
    id: owner.memberId,
    organizationId: owner.workspaceId,
    userId: owner.userId,
    role: "owner",
  });
  return true;
}
