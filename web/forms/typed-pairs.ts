export const PAIR_KINDS = ["text", "number", "boolean"] as const;
export type PairKind = (typeof PAIR_KINDS)[number];
type PairValue = string | number | boolean;

/** A name and a value as someone types them, and what the value is meant as: `8` may be a number or a text. */
export interface TypedPair {
  readonly name: string;
  readonly kind: PairKind;
  readonly text: string;
}

/** Named values as lines to edit. */
export function toTypedPairs(values: Readonly<Record<string, PairValue>>): readonly TypedPair[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    kind: typeof value === "string" ? "text" : typeof value === "number" ? "number" : "boolean",
    text: String(value),
  }));
}

export type ReadPairs =
  | { readonly kind: "pairs"; readonly pairs: Readonly<Record<string, PairValue>> }
  /** The first line that is no pair, counted from 1. */
  | { readonly kind: "bad"; readonly line: number };

/** Reads lines; empty ones are left out. */
export function readTypedPairs(lines: readonly TypedPair[]): ReadPairs {
  const pairs: Record<string, PairValue> = {};
  for (const [index, line] of lines.entries()) {
    const name = line.name.trim();
    const text = line.text.trim();
    if (name === "" && text === "") continue;
    const value = valueOf(line.kind, text);
    if (name === "" || value === null || Object.hasOwn(pairs, name)) {
      return { kind: "bad", line: index + 1 };
    }
    pairs[name] = value;
  }
  return { kind: "pairs", pairs };
}

function valueOf(kind: PairKind, text: string): PairValue | null {
  if (kind === "text") return text === "" ? null : text;
  if (kind === "boolean") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
