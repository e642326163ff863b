import { readPreference, writePreference } from "../frame/use-preference.ts";

const PREFERENCE = "recent";
const KEPT = 6;

/** The ids of the last commands of this browser, the latest first. */
export function recentCommands(): readonly string[] {
  return parseRecent(readPreference(PREFERENCE));
}

export function rememberCommand(id: string): void {
  writePreference(PREFERENCE, JSON.stringify(withRecent(recentCommands(), id)));
}

/** A list with one id at its front, once. */
export function withRecent(ids: readonly string[], id: string): readonly string[] {
  return [id, ...ids.filter((other) => other !== id)].slice(0, KEPT);
}

/** What was stored, or nothing when it is not a list of texts. */
export function parseRecent(stored: string | null): readonly string[] {
  try {
    const list: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(list) ? list.filter((id) => typeof id === "string").slice(0, KEPT) : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
