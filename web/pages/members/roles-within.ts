import type { Role } from "../../../api/contract/keys.ts";

const ROLES: readonly Role[] = ["viewer", "admin", "owner"];

/** The roles that somebody with this one may give; the server decides again. */
export function rolesWithin(own: Role): readonly Role[] {
  return own === "viewer" ? [] : ROLES.slice(0, ROLES.indexOf(own) + 1);
}
