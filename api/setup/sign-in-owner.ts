import type { BetterAuth } from "../auth/create-auth.ts";
import { withPeer } from "../auth/mount-auth.ts";
import { ApiError } from "../http/api-error.ts";

/** Signs the new owner in through the ordinary door and returns the session's cookies. */
export async function signInOwner(
  auth: BetterAuth,
  request: Request,
  ip: string | null,
  publicOrigin: string,
  credentials: { readonly email: string; readonly password: string },
): Promise<readonly string[]> {
  const url = new URL("/api/auth/sign-in/email", request.url);
  // Our own call, already allowed by the one-time token: it comes from our own pages, whoever made the first one.
  const headers = new Headers({ "content-type": "application/json", origin: publicOrigin });
  const agent = request.headers.get("user-agent");
  if (agent !== null) headers.set("user-agent", agent);
  const body = JSON.stringify({ email: credentials.email, password: credentials.password });
  const signIn = new Request(url, { method: "POST", headers, body });
  const answer = await auth.handler(withPeer(signIn, ip));
  if (!answer.ok) throw new ApiError("internal", "The account was made. Sign in with it.");
  return answer.headers.getSetCookie();
}
