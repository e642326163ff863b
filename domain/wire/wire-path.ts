/** A way into a JSON value: names of members and places in arrays. */
export type WirePath = readonly (string | number)[];

const MAX_CHARACTERS = 200;
const MAX_STEPS = 10;
const STEP = /^([A-Za-z0-9_$-]{1,64})((?:\[\d{1,3}\]){0,3})$/;
/** Names that lead out of the value in JavaScript; no provider calls a member so. */
const FORBIDDEN: ReadonlySet<string> = new Set(["__proto__", "prototype", "constructor"]);

/** Reads `usage.cost` or `data[0].url`; null for what is no such path. */
export function parseWirePath(text: string): WirePath | null {
  if (text.length === 0 || text.length > MAX_CHARACTERS) return null;
  const steps: (string | number)[] = [];
  for (const part of text.split(".")) {
    const [, name, indices = ""] = STEP.exec(part) ?? [];
    if (name === undefined || FORBIDDEN.has(name)) return null;
    steps.push(
      name,
      ...indices
        .split(/[[\]]+/)
        .filter(Boolean)
        .map(Number),
    );
  }
  return steps.length > MAX_STEPS ? null : steps;
}

/** What stands there; undefined when nothing does. Only a value's own members count. */
export function valueAt(value: unknown, path: WirePath): unknown {
  let at: unknown = value;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at;
}
