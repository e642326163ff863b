/** A query without the parameters that carry a key, and those keys. */
export interface ReadQuery {
  readonly query: string;
  readonly keys: readonly string[];
}

const KEY_NAMES = new Set(["key", "api_key", "api-key", "apikey", "access_token", "token"]);

/** Takes every key out of a query; the rest stays as it was written, byte for byte. */
export function readQuery(query: string): ReadQuery {
  if (query === "") return NO_QUERY;
  const kept: string[] = [];
  const keys: string[] = [];
  for (const pair of query.split("&")) {
    const [name = "", ...value] = pair.split("=");
    if (!KEY_NAMES.has(decoded(name).toLowerCase())) kept.push(pair);
    else keys.push(decoded(value.join("=")));
  }
  return { query: kept.join("&"), keys };
}

const NO_QUERY: ReadQuery = { query: "", keys: [] };

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text; // not encoded properly: it matches no name and no key
  }
}
