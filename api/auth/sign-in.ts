import type { BetterAuth } from "./create-auth.ts";
import { withPeer } from "./mount-auth.ts";

/** From where a person signs in. */
export interface SignInCall {
  readonly request: Request;
  readonly ip: string | null;
  /** Of our own pages. */
  readonly publicUrl: string;
}

export type SignIn =
  | { readonly kind: "signed_in"; readonly cookies: readonly string[] }
  | { readonly kind: "refused"; readonly status: number };

/** Signs somebody in through the ordinary door, its limit on tries included. */
export async function signIn(
  auth: BetterAuth,
  { request, ip, publicUrl }: SignInCall,
  credentials: { readonly email: string; readonly password: string },
): Promise<SignIn> {
  const url = new URL("/api/auth/sign-in/email", request.url);
  // Our own call, allowed by a secret before: it comes from our own pages, whoever made the first one.
  const { origin } = new URL(publicUrl);
  const headers = new Headers({ "content-type": "application/json", origin });
  const agent = request.headers.get("user-agent");
  if (agent !== null) headers.set("user-agent", agent);
  const body = JSON.stringify({ email: credentials.email, password: credentials.password });
  const answer = await auth.handler(
    withPeer(new Request(url, { method: "POST", headers, body }), ip),
  );
  return answer.ok
    ? { kind: "signed_in", cookies: answer.headers.getSetCookie() }
    : { kind: "refused", status: answer.status };
}

/** The token of the session that cookies set; null when they set none. */
export function sessionTokenOf(cookies: readonly string[]): string | null {
  const cookie = cookies.find((each) => /^[^=]*session_token=/.test(each));
  const value = cookie?.split(";")[0]?.split("=").slice(1).join("=") ?? "";
  // The value is the token, a dot, and its signature.
  const token = decodeURIComponent(value).split(".")[0] ?? "";
  return token === "" ? null : token;
}
