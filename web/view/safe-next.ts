/** The page to return to after sign-in, when it is one of ours: a path, never another origin. */
export function safeNext(next: string | null): string | null {
  if (next === null || !/^\/(?![/\\])/.test(next)) return null;
  // Browsers drop tabs and line breaks from addresses, so "/\t/evil" would become "//evil".
  if (/[\\\p{Cc}]/u.test(next)) return null;
  return next.startsWith("/sign-in") ? null : next;
}
