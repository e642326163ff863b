import type { AnnotatedAction } from "../contract/notes.ts";

type Detail = Readonly<Record<string, unknown>>;

/** Members of an entry that say what was changed. */
const PLAIN = {
  "price.create": ["book", "provider", "model", "unit", "amount", "currency", "valid_from"],
  "price.import": ["added"],
  "price.rerate": ["book", "changed", "newly_priced"],
  "month.close": [],
  "month.reopen": ["reason"],
} as const satisfies Partial<Record<AnnotatedAction, readonly string[]>>;

/** Members of what was before and of what is after. */
const COMPARED: Readonly<Record<string, readonly string[]>> = {
  quota: ["limit", "mode"],
  gate: ["share", "paused"],
};
const NAMED: Readonly<Record<string, readonly string[]>> = {
  quota: ["name", "metric"],
  gate: ["name", "feature"],
};

/** What a sentence about a change needs, out of the audit log's entry; what the entry does not hold is left out. */
export function factsOf(action: AnnotatedAction, detail: unknown): Record<string, string> {
  const entry = isRecord(detail) ? detail : {};
  const subject = action.slice(0, action.indexOf("."));
  if (!(subject in COMPARED)) {
    const plain: Partial<Record<AnnotatedAction, readonly string[]>> = PLAIN;
    return picked(entry, plain[action] ?? []);
  }
  const before = isRecord(entry["before"]) ? entry["before"] : null;
  const after = isRecord(entry["after"]) ? entry["after"] : null;
  const names = COMPARED[subject] ?? [];
  return {
    ...picked(after ?? before ?? {}, NAMED[subject] ?? []),
    ...picked(before ?? {}, names, "_before"),
    ...picked(after ?? {}, names, "_after"),
  };
}

function picked(from: Detail, names: readonly string[], suffix = ""): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = from[name];
      const isPlain =
        typeof value === "string" || typeof value === "number" || typeof value === "boolean";
      return isPlain ? [[`${name}${suffix}`, String(value)]] : [];
    }),
  );
}

function isRecord(value: unknown): value is Detail {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
