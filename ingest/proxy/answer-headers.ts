import type { Dispatcher } from "undici";

/** Lower-case names; several values of one name as a list. */
export type UpstreamHeaders = Dispatcher.ResponseData["headers"];

/** Stay on this hop, or would speak for our origin instead of the upstream's. */
const KEPT_BACK = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "set-cookie",
  "set-cookie2",
  "alt-svc",
  "clear-site-data",
  "strict-transport-security",
  "public-key-pins",
]);

/**
 * The upstream's answer headers as they go to the client: name, value, name, value … Hop-by-hop headers,
 * cookies and what names our origin are left out; nothing is changed.
 */
export function answerHeaders(headers: UpstreamHeaders): string[] {
  const out: string[] = [];
  const listed = headers["connection"];
  const names = listed === undefined || listed === "keep-alive" ? null : listedNames(listed);
  for (const name in headers) {
    if (KEPT_BACK.has(name) || name.startsWith("reelmeter-") || names?.has(name) === true) continue;
    const value = headers[name];
    if (typeof value === "string") out.push(name, value);
    else if (value !== undefined) for (const each of value) out.push(name, each);
  }
  return out;
}

/** Describe the bytes that the upstream sent, not those that leave here. */
export const OF_THE_BYTES: ReadonlySet<string> = new Set([
  "content-length",
  "content-encoding",
  "etag",
  "content-md5",
  "digest",
  "content-digest",
  "repr-digest",
]);

function listedNames(connection: string | string[]): ReadonlySet<string> {
  return new Set(
    String(connection)
      .split(",")
      .map((name) => name.trim().toLowerCase()),
  );
}
