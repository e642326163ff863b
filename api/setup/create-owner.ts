import { createHash, timingSafeEqual } from "node:crypto";
import type { z } from "@hono/zod-openapi";
import { appendAudit } from "../../db/postgres/management/audit-log.ts";
import { hasOwner, insertFirstOwner } from "../../db/postgres/management/memberships.ts";
import type { BetterAuth } from "../auth/create-auth.ts";
import type { ownerInput } from "../contract/setup.ts";
import type { ApiDeps } from "../deps.ts";
import { ApiError } from "../http/api-error.ts";
import { FIRST_WORKSPACE } from "./setup-state.ts";

/** What the route knows of a caller that has no account yet. */
export interface OwnerCall {
  readonly requestId: string;
  readonly ip: string | null;
  readonly newId: () => string;
}

/**
 * Makes the first owner of the first workspace, against the one-time token that the server printed at its start. As soon
 * as there is an owner it is closed for good. @returns the new user's id.
 */
export async function createOwner(
  deps: ApiDeps,
  auth: BetterAuth,
  call: OwnerCall,
  input: z.output<typeof ownerInput>,
): Promise<string> {
  const genuine = deps.setupToken !== null && sameText(input.token, deps.setupToken);
  if (!genuine || (await hasOwner(deps.pg.drizzle, FIRST_WORKSPACE))) throw closed();
  // Hashing takes its time on purpose: not inside the transaction.
  const passwordHash = await (await auth.$context).password.hash(input.password);
  const userId = call.newId();
  await deps.pg.drizzle.transaction(async (tx) => {
    const made = await insertFirstOwner(tx, {
      userId,
      memberId: call.newId(),
      accountId: call.newId(),
      workspaceId: FIRST_WORKSPACE,
      name: input.name,
      email: input.email.toLowerCase(),
      passwordHash,
    });
    if (!made) throw closed();
    await appendAudit(tx, {
      id: call.newId(),
      workspaceId: FIRST_WORKSPACE,
      at: new Date(deps.clock()),
      actorKind: "setup",
      actorId: userId,
      action: "owner.create",
      target: userId,
      detail: { email: input.email.toLowerCase() },
      requestId: call.requestId,
      ip: call.ip,
    });
  });
  return userId;
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(a), digest(b));
}

function closed(): ApiError {
  return new ApiError(
    "setup_closed",
    "The token is not the one printed at start, or there is an owner already: sign in instead.",
  );
}
