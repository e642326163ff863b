import { upstreamPath } from "./upstream-path.ts";

/** Where an upstream is, and under which address clients reach it through us. */
export interface OwnAddress {
  readonly baseUrl: URL;
  /** Without a slash at its end: `https://reelmeter.example/proxy/openrouter`. */
  readonly ownBase: string;
}

/** The address through us of what an upstream's address names; null for what is not the upstream's own wire. */
export function ownUrl(url: string, { baseUrl, ownBase }: OwnAddress): string | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname, search } = new URL(url);
  if (origin !== baseUrl.origin) return null;
  // The longest that is called so: a base that ends in the wire's version is no part of what lies before it.
  const segments = pathname.split("/").slice(1);
  const wirePath = segments
    .map((_, at) => `/${segments.slice(at).join("/")}`)
    .find((path) => upstreamPath(baseUrl, path) === pathname);
  return wirePath === undefined ? null : `${ownBase}${wirePath}${search}`;
}

/** The text with each of these addresses, where it is a whole JSON string, replaced by ours; the rest stays to the byte. */
export function withOwnUrls(text: string, urls: readonly string[], address: OwnAddress): string {
  return [...new Set(urls)].reduce((changed, url) => {
    const own = ownUrl(url, address);
    if (own === null) return changed;
    const written = JSON.stringify(url);
    // A server may write a slash with a backslash before it (RFC 8259 §7).
    const escaped = written.replaceAll("/", "\\/");
    return changed
      .replaceAll(written, JSON.stringify(own))
      .replaceAll(escaped, JSON.stringify(own));
  }, text);
}
