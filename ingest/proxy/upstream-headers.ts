import type { Caller } from "./exchange.ts";

/** Headers for the upstream: what the client may say, then our credential. Answers are asked for unencoded. */
export function upstreamHeaders(caller: Caller): string[] {
  const headers = [...caller.headers.forward, "accept-encoding", "identity"];
  const credential = caller.adapter.credentialHeaders(caller.upstream.credential);
  for (const name in credential) headers.push(name, credential[name] ?? "");
  return headers;
}
