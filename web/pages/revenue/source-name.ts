import type { Messages } from "../../i18n/en.ts";

/** A source in a word: entries of an import name it by its id. */
export function sourceName(source: string, t: Messages): string {
  const [kind = source] = source.split(":");
  const names: Readonly<Record<string, string>> = t.revenue.sources;
  return names[kind] ?? source;
}
