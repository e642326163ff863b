import { sqlTokens } from "./sql-tokens.ts";

/** An INSERT whose rows follow it in the same text. Offsets are into that text. */
export interface InsertSplit {
  /** The statement without its rows: `INSERT INTO t (a) SETTINGS … FORMAT X`. */
  readonly statement: string;
  /** The same statement reading its rows from `fileLiteral` instead. */
  readonly fromFile: (fileLiteral: string) => string;
  readonly dataStart: number;
}

/**
 * Finds where an INSERT ends and its rows begin; undefined for every other statement, INSERT …
 * SELECT included. Rows never travel inside SQL text: the engine ends them at a lone `;` and would
 * run what follows as a further statement.
 */
export function splitInsert(text: string): InsertSplit | undefined {
  const tokens = sqlTokens(text);
  const first = tokens.next();
  if (first.done === true || first.value.text.toUpperCase() !== "INSERT") return undefined;
  let depth = 0;
  let settingsAt: number | undefined;
  for (const token of tokens) {
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
    if (depth > 0 || token.kind !== "word") continue;
    const word = token.text.toUpperCase();
    if (word === "SELECT" || word === "WITH" || word === "INFILE" || word === "WATCH") {
      return undefined;
    }
    if (word === "SETTINGS") settingsAt ??= token.start;
    if (word === "VALUES") return cutAt(text, settingsAt, token.start, "Values", token.end);
    if (word === "FORMAT") {
      const format = tokens.next();
      if (format.done === true || format.value.kind !== "word") return undefined;
      return cutAt(text, settingsAt, token.start, format.value.text, format.value.end);
    }
  }
  return undefined;
}

function cutAt(
  text: string,
  settingsAt: number | undefined,
  formatAt: number,
  format: string,
  end: number,
): InsertSplit {
  const head = text.slice(0, settingsAt ?? formatAt);
  const settings = settingsAt === undefined ? "" : text.slice(settingsAt, formatAt);
  return {
    statement: `${text.slice(0, formatAt)} FORMAT ${format}`,
    fromFile: (fileLiteral) =>
      `${head}\nFROM INFILE ${fileLiteral} COMPRESSION 'none'\n${settings}\nFORMAT ${format}`,
    dataStart: end + separatorLength(text, end, format),
  };
}

/** A `;`, blanks and one line end belong to the statement. Source: ParserInsertQuery.cpp. */
function separatorLength(text: string, end: number, format: string): number {
  if (format === "Values") return 0;
  const separator = /^;?[ \t\f]*\r?\n?/.exec(text.slice(end, end + 64));
  return separator?.[0].length ?? 0;
}
