/** One field of a change; `before` and `after` are null where there was or is nothing. */
export interface DetailRow {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export type ChangeDetail =
  | { readonly kind: "change"; readonly rows: readonly DetailRow[] }
  | { readonly kind: "values"; readonly rows: readonly DetailRow[] };

/**
 * A change's detail as rows. With a before and an after: only the fields that differ, side by side; otherwise what was
 * noted, in `after`. Fields within fields are spelled `window.kind`.
 */
export function changeDetail(detail: Readonly<Record<string, unknown>>): ChangeDetail {
  if (!("before" in detail) && !("after" in detail)) {
    const rows = [...flat(detail)].map(([field, after]) => ({ field, before: null, after }));
    return { kind: "values", rows };
  }
  const before = flat(detail["before"]);
  const after = flat(detail["after"]);
  const fields = [...new Set([...before.keys(), ...after.keys()])];
  return {
    kind: "change",
    rows: fields
      .map((field) => ({
        field,
        before: before.get(field) ?? null,
        after: after.get(field) ?? null,
      }))
      .filter((row) => row.before !== row.after),
  };
}

/** The values inside a value by their path. A list is one value: its parts mean little alone. */
function flat(value: unknown, path = ""): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object" || Array.isArray(value)) {
    return new Map([[path === "" ? "value" : path, asText(value)]]);
  }
  const inner = Object.entries(value).flatMap(([name, member]) => [
    ...flat(member, path === "" ? name : `${path}.${name}`),
  ]);
  return new Map(inner);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
