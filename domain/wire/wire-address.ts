const MAX_PATH = 200;
const MAX_SEGMENTS = 12;
const SEGMENT = /^(?:[A-Za-z0-9_~.:-]{1,100}|\{[a-z][a-z0-9_]{0,29}\}(?::[A-Za-z]{1,50})?)$/;

/** True for a path that a wire may declare: segments of plain text, or `{parameter}` with perhaps `:verb` after it. */
export function isRoutePath(text: string): boolean {
  if (!text.startsWith("/") || text.length > MAX_PATH) return false;
  const segments = text.slice(1).split("/");
  if (segments.length > MAX_SEGMENTS) return false;
  const names = paramsOf(text);
  return (
    new Set(names).size === names.length &&
    segments.every((segment) => SEGMENT.test(segment) && !/^\.+$/.test(segment))
  );
}

/** Names of a path's parameters. */
export function paramsOf(path: string): readonly string[] {
  return Array.from(path.matchAll(/\{([a-z][a-z0-9_]*)\}/g), ([, name]) => name ?? "");
}

/** Headers that say other things than who pays, and those of one hop. */
const TAKEN = new Set([
  "host",
  "connection",
  "content-length",
  "content-type",
  "transfer-encoding",
  "accept",
  "accept-encoding",
  "cookie",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "baggage",
]);

/** True for a header that may carry a wire's credential, in lower case. */
export function isHeaderName(text: string): boolean {
  return (
    /^[a-z][a-z0-9-]{0,63}$/.test(text) &&
    !TAKEN.has(text) &&
    !/^(?:reelmeter|proxy|sec|x-forwarded)-/.test(text)
  );
}
