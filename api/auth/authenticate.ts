import { createHash, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { findKeyBySha256, type KeyRecord } from "../../db/postgres/management/keys.ts";
import {
  findWorkspace,
  markSeen,
  membershipsOf,
} from "../../db/postgres/management/memberships.ts";
import { ROLES, type Role } from "../contract/keys.ts";
import type { ApiDeps } from "../deps.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { ApiError, notFound } from "../http/api-error.ts";
import type { Caller, ProxyKeyCaller } from "./caller.ts";
import type { BetterAuth } from "./create-auth.ts";

const DEFAULT_WORKSPACE = "default";
const WORKSPACE_HEADER = "reelmeter-workspace";
const SEEN_EVERY_MS = 5 * 60_000;

/**
 * Finds out who calls: a bearer token when there is an Authorization header, else the session cookie, else nobody.
 * A token that does not work is refused, whatever cookie comes along. A key for the proxy makes no management caller.
 */
export function authenticate(deps: ApiDeps, auth: BetterAuth): MiddlewareHandler<ApiEnv> {
  return async function authenticate(c, next) {
    const authorization = c.req.header("authorization");
    const caller = await callerOf(deps, auth, c.req.raw.headers);
    c.set("caller", caller);
    if (authorization !== undefined) {
      c.set("proxyKey", caller === null ? await proxyKeyOf(deps, readBearer(authorization)) : null);
    }
    await next();
  };
}

/** Who calls with these headers; null for nobody, and for a key of the proxy. @throws ApiError for a token that does not work. */
export async function callerOf(
  deps: ApiDeps,
  auth: BetterAuth,
  headers: Headers,
): Promise<Caller | null> {
  const authorization = headers.get("authorization");
  const workspace = headers.get(WORKSPACE_HEADER);
  return authorization === null
    ? callerOfSession(deps, auth, headers, workspace)
    : callerOfToken(deps, readBearer(authorization), workspace);
}

function readBearer(authorization: string): string {
  const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1];
  if (token === undefined) throw refusedToken();
  return token;
}

/** Null for a token that is no management token by its first characters. */
async function callerOfToken(
  deps: ApiDeps,
  token: string,
  workspace: string | null,
): Promise<Caller | null> {
  if (deps.adminToken !== null && timingSafeEqual(sha256(token), sha256(deps.adminToken))) {
    const found = await findWorkspace(deps.pg.drizzle, workspace ?? DEFAULT_WORKSPACE);
    if (found === null) throw notFound("workspace");
    return {
      kind: "token",
      id: "static",
      name: "static token",
      role: "owner",
      workspaceId: found.id,
      user: null,
    };
  }
  if (!token.startsWith("rm_admin_")) return null;
  const key = await liveKey(deps, "admin", token);
  return {
    kind: "token",
    id: key.id,
    name: key.name,
    role: asRole(key.role),
    workspaceId: key.workspaceId,
    user: null,
  };
}

async function proxyKeyOf(deps: ApiDeps, token: string): Promise<ProxyKeyCaller> {
  if (!token.startsWith("rm_live_")) throw refusedToken();
  const { id, workspaceId, pinned, defaults } = await liveKey(deps, "proxy", token);
  return { keyId: id, workspaceId, pinned, defaults };
}

/** @throws ApiError for a key that is unknown, revoked or expired: the same answer. */
async function liveKey(deps: ApiDeps, kind: KeyRecord["kind"], token: string): Promise<KeyRecord> {
  const key = await findKeyBySha256(deps.pg.drizzle, kind, sha256(token));
  if (
    key === null ||
    key.revokedAt !== null ||
    (key.expiresAt !== null && key.expiresAt.getTime() <= deps.clock())
  ) {
    throw refusedToken();
  }
  return key;
}

async function callerOfSession(
  deps: ApiDeps,
  auth: BetterAuth,
  headers: Headers,
  workspace: string | null,
): Promise<Caller | null> {
  if (!headers.has("cookie")) return null;
  const signedIn = await auth.api.getSession({ headers });
  if (signedIn === null) return null;
  const { user, session } = signedIn;
  const memberships = await membershipsOf(deps.pg.drizzle, user.id);
  const wanted = workspace ?? session.activeOrganizationId ?? null;
  const chosen =
    memberships.find((each) => each.workspaceId === wanted || each.slug === wanted) ??
    (workspace === null ? memberships[0] : undefined);
  if (chosen === undefined) return null;
  const nowMs = deps.clock();
  if (nowMs - (chosen.lastSeenAt?.getTime() ?? 0) >= SEEN_EVERY_MS) {
    await markSeen(deps.pg.drizzle, chosen.memberId, new Date(nowMs));
  }
  return {
    kind: "user",
    id: user.id,
    name: user.name,
    role: asRole(chosen.role),
    workspaceId: chosen.workspaceId,
    user: { id: user.id, name: user.name, email: user.email },
  };
}

function asRole(text: string | null): Role {
  return ROLES.find((role) => role === text) ?? "viewer";
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

function refusedToken(): ApiError {
  return new ApiError(
    "signed_out",
    "The token is unknown, expired or revoked. Ask an owner for another.",
  );
}
