/**
 * The path to call on an upstream: its base path, then the wire path. A base URL that already ends in the
 * wire's version (`https://host/v1`) is taken as meant: `/v1/videos` does not become `/v1/v1/videos`.
 */
export function upstreamPath(baseUrl: URL, wirePath: string): string {
  const base = baseUrl.pathname.replace(/\/+$/, "");
  if (base === "") return wirePath;
  const version = /^\/v\d[\w]*(?=\/)/.exec(wirePath)?.[0];
  if (version !== undefined && base.endsWith(version)) {
    return base.slice(0, -version.length) + wirePath;
  }
  return base + wirePath;
}
