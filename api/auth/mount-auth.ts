import type { ApiApp } from "../http/api-env.ts";
import { notFound } from "../http/api-error.ts";
import { PEER_HEADER, type BetterAuth } from "./create-auth.ts";

/** What of better-auth is reachable; the rest is answered 404. Who belongs to a workspace is changed at /api/v1, audited. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  "POST /sign-in/email",
  "POST /sign-out",
  "GET /get-session",
  "GET /list-sessions",
  "POST /revoke-session",
  "POST /revoke-other-sessions",
  "POST /change-password",
  "POST /update-user",
  "GET /organization/list",
  "POST /organization/set-active",
]);

const BASE_PATH = "/api/auth";

/** Serves sign-in at /api/auth/…. */
export function mountAuth(app: ApiApp, auth: BetterAuth): void {
  app.on(["GET", "POST"], `${BASE_PATH}/*`, async (c) => {
    const path = c.req.path.slice(BASE_PATH.length);
    if (!OPEN_PATHS.has(`${c.req.method} ${path}`)) throw notFound("sign-in route");
    return auth.handler(withPeer(c.req.raw, c.get("ip")));
  });
}

/** The request with the peer's address where better-auth looks for it. */
export function withPeer(request: Request, ip: string | null): Request {
  const headers = new Headers(request.headers);
  headers.delete(PEER_HEADER);
  if (ip !== null) headers.set(PEER_HEADER, ip);
  // Made of its parts: the server's own lightweight request is none that the platform's constructor takes.
  const { url, method, body } = request;
  return body === null
    ? new Request(url, { method, headers })
    : new Request(url, { method, headers, body, duplex: "half" });
}
