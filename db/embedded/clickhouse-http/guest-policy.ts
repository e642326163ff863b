import { BI_VIEWS } from "../../clickhouse/bi-views.ts";

/** What the engine has, for judging names by it. */
export interface EngineNames {
  readonly database: string;
  /** `database.table` of every table there is. */
  readonly tables: ReadonlySet<string>;
  /** Lower case. */
  readonly tableFunctions: ReadonlySet<string>;
}

/** The same names are ordinary functions, which reports use. */
const ALSO_ORDINARY = new Set(["format", "values", "null"]);
/** Functions that read something which no table name shows, or only waste time. */
const REFUSED_FUNCTION = /^(?:dict|joinget|hascolumnintable|sleep|file|catboost|evalml)/;
const ROOTS = /^(?:SelectWithUnionQuery|SelectIntersectExceptQuery|DescribeQuery)\b/;

/**
 * Why somebody who may read the views only may not run a statement, null when they may: judged on the engine's own EXPLAIN
 * AST. Names are allowed, not refused: a table must be a view of ours or `system.one`; an unqualified name that is no table
 * at all is one of the statement's own WITH.
 */
export function guestFault(
  sql: string,
  tree: readonly string[],
  { database, tables, tableFunctions }: EngineNames,
): string | null {
  if (!ROOTS.test(tree[0] ?? ""))
    return "This user may only SELECT from the views and DESCRIBE them.";
  // A parameter may name a table, and the verdict must not depend on its value.
  if (/\bidentifier\b/i.test(sql)) return "A parameter can't name a table or a column here.";
  const views = new Set(BI_VIEWS.map(({ name }) => name));
  const isAllowed = (name: string) =>
    views.has(name) || name === "system.one" || views.has(afterDatabase(name, database) ?? "");
  const databases = new Set([...tables].map((name) => name.slice(0, name.indexOf("."))));
  for (const line of tree) {
    if (/^\s*Set\b/.test(line)) return "SETTINGS can't be changed by this user.";
    const [, kind = "", name = ""] =
      /^\s*(TableIdentifier|Identifier|Function)\s+(.*?)(?: \(alias .*)?(?: \(children \d+\))?$/.exec(
        line,
      ) ?? [];
    if (kind === "Function" && isRefusedFunction(name, tableFunctions)) {
      return `${name} is not available to this user.`;
    }
    if (kind === "Function" || kind === "" || isAllowed(name)) continue;
    const qualified = name.includes(".");
    // On the right of IN a table stands as a plain name.
    const reachesOut = qualified
      ? kind === "TableIdentifier" || databases.has(name.slice(0, name.indexOf(".")))
      : tables.has(`${database}.${name}`);
    if (reachesOut) return `${name} can't be read by this user: see docs/bi.md.`;
  }
  return null;
}

function isRefusedFunction(name: string, tableFunctions: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  return REFUSED_FUNCTION.test(lower) || (tableFunctions.has(lower) && !ALSO_ORDINARY.has(lower));
}

function afterDatabase(name: string, database: string): string | null {
  return name.startsWith(`${database}.`) ? name.slice(database.length + 1) : null;
}
