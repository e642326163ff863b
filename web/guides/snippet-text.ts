/** A key in JavaScript: itself, or the variable that holds it. */
export function jsKey(key: string | null): string {
  return key === null ? "process.env.REELMETER_KEY" : JSON.stringify(key);
}

/** `error.details.0.metadata` of a value, in JavaScript that stops at what is not there. */
export function jsPath(value: string, path: string): string {
  return path
    .split(".")
    .reduce(
      (text, part) => (/^\d+$/.test(part) ? `${text}?.[${part}]` : `${text}?.${part}`),
      value,
    );
}

const IDENTIFIER = /^[a-z_]\w*$/i;
const LINE_WIDTH = 88;

/** A JSON value as it stands in JavaScript source, on one line where it fits. */
export function jsValue(value: unknown, indent = 0): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Array.isArray(value)
    ? value.map((each) => jsValue(each, indent + 2))
    : Object.entries(value).map(
        ([name, each]) =>
          `${IDENTIFIER.test(name) ? name : JSON.stringify(name)}: ${jsValue(each, indent + 2)}`,
      );
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{ ", " }"];
  const line = `${open}${parts.join(", ")}${close}`;
  if (line.length + indent <= LINE_WIDTH && !line.includes("\n")) return line;
  const pad = " ".repeat(indent);
  return `${open.trim()}\n${parts.map((part) => `${pad}  ${part},`).join("\n")}\n${pad}${close.trim()}`;
}
