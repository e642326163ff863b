export type Target =
  /** `path` is "" for the upstream's own address. */
  | { readonly kind: "ok"; readonly slug: string; readonly path: string; readonly query: string }
  | { readonly kind: "bad" }
  | { readonly kind: "unknown" };

const PREFIX = "/proxy/";
const PLAIN_PATH = /^[A-Za-z0-9_.~:/-]*$/;
const PLAIN_QUERY = /^[\u0021-\u007e]*$/;

/**
 * Reads the request target as it came over the wire, before any URL parser normalises it. Only plain segments
 * pass: anything encoded, dot segments and control characters are bad; empty segments name no route.
 */
export function readTarget(url: string, maxBytes: number): Target {
  if (url.length > maxBytes || !url.startsWith("/")) return BAD;
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? "" : url.slice(mark + 1);
  if (!PLAIN_PATH.test(path) || path.includes("/.") || !PLAIN_QUERY.test(query)) return BAD;
  if (query.includes("#")) return BAD;
  if (!path.startsWith(PREFIX) || path.includes("//")) return UNKNOWN;
  if (path.endsWith("/")) return UNKNOWN;
  const end = path.indexOf("/", PREFIX.length);
  if (end === -1) return { kind: "ok", slug: path.slice(PREFIX.length), path: "", query };
  return { kind: "ok", slug: path.slice(PREFIX.length, end), path: path.slice(end), query };
}

const BAD: Target = { kind: "bad" };
const UNKNOWN: Target = { kind: "unknown" };
