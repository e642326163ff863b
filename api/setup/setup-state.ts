import { hasProxyKey } from "../../db/postgres/management/keys.ts";
import { hasOwner } from "../../db/postgres/management/memberships.ts";
import { lastAccepted } from "../../db/postgres/management/setup-facts.ts";
import { hasUpstream } from "../../db/postgres/management/upstreams.ts";
import type { Caller } from "../auth/caller.ts";
import type { SetupState } from "../contract/setup.ts";
import type { ApiDeps } from "../deps.ts";

export const FIRST_WORKSPACE = "default";

/** How far the set-up has come. Somebody who is not signed in learns only whether there is an owner. */
export async function setupState(deps: ApiDeps, caller: Caller | null): Promise<SetupState> {
  const needsOwner = !(await hasOwner(deps.pg.drizzle, FIRST_WORKSPACE));
  return {
    needs_owner: needsOwner,
    signed_in: caller !== null,
    state: await stateOf(deps, caller, needsOwner),
    demo: deps.demo,
  };
}

async function stateOf(
  deps: ApiDeps,
  caller: Caller | null,
  needsOwner: boolean,
): Promise<SetupState["state"]> {
  const db = deps.pg.drizzle;
  if (caller === null) return needsOwner ? "needs-owner" : "waiting-for-data";
  if ((await lastAccepted(db, caller.workspaceId)) !== null) return "has-data";
  if (!(await hasUpstream(db, caller.workspaceId))) return "needs-upstream";
  if (!(await hasProxyKey(db, caller.workspaceId))) return "needs-key";
  return "waiting-for-data";
}
