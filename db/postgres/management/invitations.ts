import { and, desc, eq, gt, lt } from "drizzle-orm";
import type { Database, Transaction } from "../client.ts";
import { invitations, users, workspaces } from "../schema/identity.ts";

export interface InvitationRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly email: string;
  readonly role: string | null;
  /** pending | accepted | revoked */
  readonly status: string;
  /** Null when a management token invited, or the person is gone. */
  readonly inviterName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
}

export interface NewInvitation {
  readonly id: string;
  readonly workspaceId: string;
  /** Lower case. */
  readonly email: string;
  readonly role: string;
  readonly tokenSha256: Uint8Array;
  readonly inviterId: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const COLUMNS = {
  id: invitations.id,
  workspaceId: invitations.organizationId,
  workspaceName: workspaces.name,
  email: invitations.email,
  role: invitations.role,
  status: invitations.status,
  inviterName: users.name,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  acceptedAt: invitations.acceptedAt,
};

function select(db: Database | Transaction) {
  return db
    .select(COLUMNS)
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.organizationId))
    .leftJoin(users, eq(users.id, invitations.inviterId));
}

/** A workspace's invitations, newest first. `afterId`: the last id of the page before. */
export async function listInvitations(
  db: Database,
  workspaceId: string,
  page: { readonly afterId: string | null; readonly limit: number },
): Promise<readonly InvitationRecord[]> {
  return select(db)
    .where(
      and(
        eq(invitations.organizationId, workspaceId),
        page.afterId === null ? undefined : lt(invitations.id, page.afterId),
      ),
    )
    .orderBy(desc(invitations.id))
    .limit(page.limit);
}

/** An invitation of this workspace, or null. */
export async function findInvitation(
  db: Database | Transaction,
  workspaceId: string,
  id: string,
): Promise<InvitationRecord | null> {
  const [row] = await select(db)
    .where(and(eq(invitations.organizationId, workspaceId), eq(invitations.id, id)))
    .limit(1);
  return row ?? null;
}

/** The invitation that can still be accepted with this secret; null for any other. */
export async function findOpenInvitation(
  db: Database | Transaction,
  tokenSha256: Uint8Array,
  at: Date,
): Promise<InvitationRecord | null> {
  const [row] = await select(db)
    .where(
      and(
        eq(invitations.tokenSha256, tokenSha256),
        eq(invitations.status, "pending"),
        gt(invitations.expiresAt, at),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function insertInvitation(tx: Transaction, row: NewInvitation): Promise<void> {
  const { workspaceId, ...values } = row;
  await tx.insert(invitations).values({ ...values, organizationId: workspaceId });
}

/** Takes back what is still pending for an address; a new link replaces the one before. */
export async function revokePending(
  tx: Transaction,
  workspaceId: string,
  email: string,
): Promise<void> {
  await tx
    .update(invitations)
    .set({ status: "revoked" })
    .where(
      and(
        eq(invitations.organizationId, workspaceId),
        eq(invitations.email, email),
        eq(invitations.status, "pending"),
      ),
    );
}

/** Ends a pending invitation. @returns false when it was ended already, by whoever came first. */
export async function endInvitation(
  tx: Transaction,
  id: string,
  end: { readonly status: "accepted"; readonly acceptedAt: Date } | { readonly status: "revoked" },
): Promise<boolean> {
  const rows = await tx
    .update(invitations)
    .set(end)
    .where(and(eq(invitations.id, id), eq(invitations.status, "pending")))
    .returning({ id: invitations.id });
  return rows.length > 0;
}

/** Takes back what somebody who loses rights has invited to: their own link must not lead back in. */
export async function revokeInvitationsOf(
  tx: Transaction,
  workspaceId: string,
  inviterId: string,
): Promise<void> {
  await tx
    .update(invitations)
    .set({ status: "revoked" })
    .where(
      and(
        eq(invitations.organizationId, workspaceId),
        eq(invitations.inviterId, inviterId),
        eq(invitations.status, "pending"),
      ),
    );
}
