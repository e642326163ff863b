/** Reads what a form holds; a text that is empty counts as absent. */
export interface FormFields {
  text(name: string): string;
  optional(name: string): string | null;
  isChecked(name: string): boolean;
  /** All values of a name, of several check boxes for instance. */
  all(name: string): readonly string[];
}

export function readFields(form: FormData): FormFields {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value.trim() : "";
  };
  return {
    text,
    optional: (name) => (text(name) === "" ? null : text(name)),
    isChecked: (name) => form.get(name) !== null,
    all: (name) => form.getAll(name).filter((value) => typeof value === "string"),
  };
}

/** Splits at commas and drops what is empty. */
export function splitList(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

export type Pairs =
  | { readonly kind: "pairs"; readonly pairs: Readonly<Record<string, string>> }
  | { readonly kind: "bad"; readonly line: string };

/** Reads lines of `name=value`. */
export function parsePairs(text: string): Pairs {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const bad = lines.find((line) => !/^[^=]+=.+$/.test(line));
  if (bad !== undefined) return { kind: "bad", line: bad };
  const pairs = lines.map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return { kind: "pairs", pairs: Object.fromEntries(pairs) };
}
