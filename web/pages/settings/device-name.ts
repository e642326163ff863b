const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
  ["curl/", "curl"],
] as const;

const SYSTEMS = [
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Android", "Android"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["CrOS", "ChromeOS"],
  ["Linux", "Linux"],
] as const;

/** A browser by its User-Agent, as people call it: "Firefox, macOS"; null when it says nothing that is known. */
export function deviceName(userAgent: string | null): string | null {
  const text = userAgent ?? "";
  const parts = [BROWSERS, SYSTEMS].map(
    (names) => names.find(([mark]) => text.includes(mark))?.[1],
  );
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? null : known.join(", ");
}
