/** A lexical unit of ClickHouse SQL; comments and white space are skipped. */
export interface SqlToken {
  readonly kind: "word" | "quoted" | "string" | "mark";
  /** As written; a word in its original case. */
  readonly text: string;
  /** Offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

const SKIPPED = /(?:\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y;
const HEREDOC = /\$(\w*)\$/y;
const WORD = /[\w\u0080-\uffff]+/y;
const QUOTES = new Map([
  ["'", "string"],
  ["`", "quoted"],
  ['"', "quoted"],
] as const);

/**
 * The tokens of a ClickHouse statement, lazily, so that data after an INSERT is never read as SQL.
 * Source: ClickHouse, src/Parsers/Lexer.cpp. Only places where text is cut and names are found
 * rest on this; what a statement may do is judged on the engine's own parse of it.
 */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  for (let at = skip(sql, 0); at < sql.length;) {
    const token = tokenAt(sql, at);
    yield token;
    at = skip(sql, token.end);
  }
}

function tokenAt(sql: string, start: number): SqlToken {
  const first = sql.charAt(start);
  const quote = QUOTES.get(first as "'");
  if (quote !== undefined) return cut(sql, quote, start, endOfQuoted(sql, start, first));
  const heredoc = match(HEREDOC, sql, start);
  if (heredoc !== undefined) {
    const close = sql.indexOf(heredoc, start + heredoc.length);
    return cut(sql, "string", start, close < 0 ? sql.length : close + heredoc.length);
  }
  const word = match(WORD, sql, start);
  return word === undefined
    ? cut(sql, "mark", start, start + 1)
    : cut(sql, "word", start, start + word.length);
}

/** A backslash escapes the next character, a doubled quote is one quote. */
function endOfQuoted(sql: string, start: number, quote: string): number {
  for (let at = start + 1; at < sql.length; at++) {
    const character = sql.charAt(at);
    if (character === "\\") at++;
    else if (character === quote) {
      if (sql.charAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return sql.length;
}

function cut(sql: string, kind: SqlToken["kind"], start: number, end: number): SqlToken {
  return { kind, text: sql.slice(start, end), start, end };
}

function skip(sql: string, at: number): number {
  return at + (match(SKIPPED, sql, at)?.length ?? 0);
}

function match(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(sql)?.[0];
}
