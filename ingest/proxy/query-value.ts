/** The values of a parameter, each as often as it stands there; some servers fold a name's case, so any case counts. */
export function queryValues(query: string, name: string): readonly string[] {
  if (query === "") return [];
  return query
    .split("&")
    .flatMap((pair) => (isNamed(pair, name) ? [decoded(pair.slice(pair.indexOf("=") + 1))] : []));
}

/** The query with one value for the parameter; every other byte stays. */
export function withQueryValue(query: string, name: string, value: string): string {
  return query
    .split("&")
    .map((pair) => (isNamed(pair, name) ? `${name}=${encodeURIComponent(value)}` : pair))
    .join("&");
}

function isNamed(pair: string, name: string): boolean {
  const end = pair.indexOf("=");
  return end !== -1 && decoded(pair.slice(0, end)).toLowerCase() === name.toLowerCase();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text; // not encoded properly: it is no address, and no name that is looked for
  }
}
