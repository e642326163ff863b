const ESCAPES = new Map([
  ["\\", "\\\\"],
  ["'", "\\'"],
  ["\0", "\\0"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * A ClickHouse string literal for any text. Only the quote and the backslash can end or bend a
 * literal; control characters are escaped to stay readable and whole in every transport.
 * Source: ClickHouse documentation, SQL syntax, string literals.
 */
export function sqlLiteral(text: string): string {
  return `'${text.replaceAll(/[\\'\0\b\f\n\r\t]/g, (found) => ESCAPES.get(found) ?? found)}'`;
}

const NAME = /^[A-Za-z_]\w{0,127}$/;

/** Whether a text can stand as the name of a setting or a parameter, unquoted. */
export function isPlainName(text: string): boolean {
  return NAME.test(text);
}
