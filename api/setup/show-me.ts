import { findWorkspace, membershipsOf } from "../../db/postgres/management/memberships.ts";
import type { Caller } from "../auth/caller.ts";
import { ROLES, type Role } from "../contract/keys.ts";
import type { Me } from "../contract/setup.ts";
import type { ApiDeps } from "../deps.ts";
import { notFound } from "../http/api-error.ts";

/** Who the caller is, in which workspace, and where else the caller belongs. */
export async function showMe(deps: ApiDeps, caller: Caller): Promise<Me> {
  const workspace = await findWorkspace(deps.pg.drizzle, caller.workspaceId);
  if (workspace === null) throw notFound("workspace");
  const { id, slug, name } = workspace;
  const memberships =
    caller.user === null ? [] : await membershipsOf(deps.pg.drizzle, caller.user.id);
  return {
    kind: caller.kind,
    user: caller.user,
    role: caller.role,
    workspace: {
      id,
      slug,
      name,
      timezone: workspace.timeZone,
      currency: deps.currency,
      store_prompts: workspace.storePrompts,
    },
    workspaces:
      caller.user === null
        ? [{ id, slug, name, role: caller.role }]
        : memberships.map((each) => ({
            id: each.workspaceId,
            slug: each.slug,
            name: each.name,
            role: asRole(each.role),
          })),
  };
}

function asRole(text: string): Role {
  return ROLES.find((role) => role === text) ?? "viewer";
}
