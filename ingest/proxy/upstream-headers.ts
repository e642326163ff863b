import type { Caller } from "./exchange.ts";

/** Headers for the upstream: what the client may say, then our credential. Answers are asked for unencoded. */
export function upstreamHeaders(caller: Caller): string[] {
  const { forward } = caller.headers;
  const own = caller.adapter.ownCredentialHeader;
  return [...(own === undefined ? forward : without(forward, own)), ...credentialOf(caller)];
}

/** Name, value, name, value … without those of one name. */
function without(headers: readonly string[], name: string): string[] {
  return headers.filter((_, index) => headers[index - (index % 2)] !== name);
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
