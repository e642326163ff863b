import type { z } from "@hono/zod-openapi";
import type { Transaction } from "../../db/postgres/client.ts";
import { appendAudit } from "../../db/postgres/management/audit-log.ts";
import { endInvitation, type InvitationRecord } from "../../db/postgres/management/invitations.ts";
import {
  findUserId,
  insertMember,
  insertUser,
  openInWorkspace,
} from "../../db/postgres/management/memberships.ts";
import type { BetterAuth } from "../auth/create-auth.ts";
import { sessionTokenOf, signIn, type SignInCall } from "../auth/sign-in.ts";
import type { invitationAccept } from "../contract/invitations.ts";
import type { ApiDeps } from "../deps.ts";
import { ApiError, invalidField } from "../http/api-error.ts";
import { roleOf } from "../members/show-member.ts";
import { goneInvitation, invitationOf } from "./open-invitation.ts";

/** What the route knows of a caller that has no account yet. */
export interface AcceptCall extends SignInCall {
  readonly requestId: string;
  readonly newId: () => string;
}

export interface Accepted {
  readonly invitation: InvitationRecord;
  readonly userId: string;
  readonly cookies: readonly string[];
}

/**
 * Lets the holder of a link in, once: with a new account, or with the password of the one that the invited address has.
 * The answer's cookies open the workspace.
 */
export async function acceptInvitation(
  deps: ApiDeps,
  auth: BetterAuth,
  call: AcceptCall,
  input: z.output<typeof invitationAccept>,
): Promise<Accepted> {
  const invitation = await invitationOf(deps, input.token);
  const existing = await findUserId(deps.pg.drizzle, invitation.email);
  const credentials = { email: invitation.email, password: input.password };
  if (existing !== null) {
    const cookies = await cookiesOf(auth, call, credentials);
    await deps.pg.drizzle.transaction((tx) => join(deps, tx, call, invitation, existing));
    return opened(deps, { invitation, userId: existing, cookies });
  }
  const { name } = input;
  if (name === undefined) throw invalidField("name", "is needed for a new account");
  // Hashing takes its time on purpose: not inside the transaction.
  const passwordHash = await (await auth.$context).password.hash(input.password);
  const userId = call.newId();
  await deps.pg.drizzle.transaction(async (tx) => {
    const user = { userId, accountId: call.newId(), name, email: invitation.email, passwordHash };
    // First: of two that come together with one link the second waits here, and is turned away.
    await endOnce(deps, tx, invitation);
    await insertUser(tx, user);
    await enter(deps, tx, call, invitation, userId);
  });
  const signedIn = await signIn(auth, call, credentials);
  if (signedIn.kind === "refused") {
    throw new ApiError("too_many_attempts", "The account was made. Sign in with it in a minute.");
  }
  return opened(deps, { invitation, userId, cookies: signedIn.cookies });
}

async function join(
  deps: ApiDeps,
  tx: Transaction,
  call: AcceptCall,
  invitation: InvitationRecord,
  userId: string,
): Promise<void> {
  await endOnce(deps, tx, invitation);
  await enter(deps, tx, call, invitation, userId);
}

async function endOnce(deps: ApiDeps, tx: Transaction, { id }: InvitationRecord): Promise<void> {
  const end = { status: "accepted", acceptedAt: new Date(deps.clock()) } as const;
  if (!(await endInvitation(tx, id, end))) throw goneInvitation();
}

async function enter(
  deps: ApiDeps,
  tx: Transaction,
  call: AcceptCall,
  invitation: InvitationRecord,
  userId: string,
): Promise<void> {
  const { workspaceId, email } = invitation;
  const role = roleOf(invitation);
  const memberId = call.newId();
  await insertMember(tx, { memberId, workspaceId, userId, role });
  await appendAudit(tx, {
    id: call.newId(),
    workspaceId,
    at: new Date(deps.clock()),
    actorKind: "user",
    actorId: userId,
    action: "invitation.accept",
    target: memberId,
    detail: { email, role, invitation: invitation.id },
    requestId: call.requestId,
    ip: call.ip,
  });
}

async function cookiesOf(
  auth: BetterAuth,
  call: AcceptCall,
  credentials: { readonly email: string; readonly password: string },
): Promise<readonly string[]> {
  const signedIn = await signIn(auth, call, credentials);
  if (signedIn.kind === "signed_in") return signedIn.cookies;
  if (signedIn.status === 429) {
    throw new ApiError("too_many_attempts", "Too many tries. Wait a minute, then try again.");
  }
  throw invalidField("password", "is not the password of this address's account");
}

async function opened(deps: ApiDeps, accepted: Accepted): Promise<Accepted> {
  const token = sessionTokenOf(accepted.cookies);
  if (token !== null) {
    await openInWorkspace(deps.pg.drizzle, token, accepted.invitation.workspaceId);
  }
  return accepted;
}
