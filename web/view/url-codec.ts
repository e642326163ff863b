/** A query string as flat text: a name seen once is a string, seen again a list. Nothing is guessed. */
export type FlatSearch = Record<string, string | readonly string[]>;

/** Reads a query string. The result has no prototype, so that a parameter may be called anything. */
export function parseSearch(query: string): FlatSearch {
  const search = Object.create(null) as FlatSearch;
  for (const [name, value] of new URLSearchParams(query.replace(/^\?/, ""))) {
    const seen = search[name];
    search[name] = seen === undefined ? value : [seen, value].flat();
  }
  return search;
}

/** Writes a query string, leaving out what is absent or empty and keeping ":" "," "/" readable. */
export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = asText(item);
      if (text !== "") parameters.append(name, text);
    }
  }
  const text = parameters
    .toString()
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%2F", "/");
  return text === "" ? "" : `?${text}`;
}

function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
