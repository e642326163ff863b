import type { Caller } from "./exchange.ts";

/** Headers for the upstream: what the client may say, then our credential. Answers are asked for unencoded. */
export function upstreamHeaders(caller: Caller): string[] {
  return [...caller.headers.forward, ...credentialOf(caller)];
}

/** What every call of ours to an upstream carries. */
export function credentialOf({
  adapter,
  upstream,
  atMs,
}: Pick<Caller, "adapter" | "upstream" | "atMs">): string[] {
  const headers = ["accept-encoding", "identity"];
  const credential = adapter.credentialHeaders(upstream.credential, atMs);
  for (const name in credential) headers.push(name, credential[name] ?? "");
  return headers;
}
