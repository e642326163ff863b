import type { Call } from "./exchange.ts";
import { withQueryValue } from "./query-value.ts";
import type { Callback } from "./read-callback.ts";
import { replaceJsonString } from "./replace-json-string.ts";

/** Path and query of a create as they go upstream: with our address where the client's stands in the query. */
export function pathWithCallback(
  { query, upstreamPath }: Pick<Call["caller"], "query" | "upstreamPath">,
  callback: Callback | null,
): string {
  if (callback?.place.in !== "query") return upstreamPath;
  const path = upstreamPath.slice(0, upstreamPath.length - query.length);
  return path + withQueryValue(query, callback.place.name, callback.ownUrl);
}

/**
 * A create's body as it goes upstream: with our address where the client's stands in it, every other byte as it came.
 * Null when it is no JSON, and nothing was exchanged.
 */
export function bodyWithCallback(
  bytes: Buffer,
  contentType: string | undefined,
  callback: Callback | null,
): Buffer | null {
  if (callback?.place.in !== "body") return bytes;
  if (!/^application\/json\b/i.test(contentType ?? "")) return null;
  return replaceJsonString(bytes, callback.place.name, callback.ownUrl);
}
