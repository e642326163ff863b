import type { ProviderAdapter } from "./adapter.ts";

/** The path to call on an upstream of a wire; null for what its base URL does not cover. */
export function pathOfCall(
  { pathOn }: Pick<ProviderAdapter, "pathOn">,
  baseUrl: URL,
  wirePath: string,
): string | null {
  return pathOn === undefined ? upstreamPath(baseUrl, wirePath) : pathOn(baseUrl, wirePath);
}

/**
 * The path to call on an upstream: its base path, then the wire path. A base URL that already ends in the wire's
 * beginning (`https://host/v1`, `https://host/api/v1`) is taken as meant: `/v1/videos` does not become `/v1/v1/videos`.
 */
export function upstreamPath(baseUrl: URL, wirePath: string): string {
  const base = baseUrl.pathname.replace(/\/+$/, "");
  if (base === "") return wirePath;
  const shared = VERSION.exec(wirePath)?.[0];
  if (shared !== undefined && base.endsWith(shared))
    return base.slice(0, -shared.length) + wirePath;
  return base + wirePath;
}

/** The wire's beginning up to its version. */
const VERSION = /^(?:\/[a-z-]+)?\/v\d\w*(?=\/)/;
