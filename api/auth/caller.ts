import type { AttributionValues } from "../../domain/attribution-fields.ts";
import type { Role } from "../contract/keys.ts";

/** Who calls, in which workspace, with which rights. */
export interface Caller {
  readonly kind: "user" | "token";
  /** User id, key id, or "static" for the token of the environment. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly workspaceId: string;
  readonly user: { readonly id: string; readonly name: string; readonly email: string } | null;
}

/** A key for the proxy. It is no management caller: only routes that say so let it in, for what it pins. */
export interface ProxyKeyCaller {
  readonly keyId: string;
  readonly workspaceId: string;
  readonly pinned: AttributionValues;
  readonly defaults: AttributionValues;
}

/** What a route asks for. */
export type Access = "public" | Role;

const RANK = { viewer: 1, admin: 2, owner: 3 } as const satisfies Record<Role, number>;

/** True when the role may do what the route asks for. Viewers read, admins write, owners hand out rights. */
export function mayAccess(role: Role, access: Role): boolean {
  return RANK[role] >= RANK[access];
}
