/**
 * What may run through this face. chDB is `clickhouse local`: it has no users and no grants, so any
 * statement could read or write the machine's files, open connections or start programs, even in
 * read-only mode. Statements are therefore judged before they run, on what the engine's own parser
 * says (its classifier and EXPLAIN AST): no second reading of SQL that could be fooled by quotes,
 * comments or escapes. Lists name what is allowed; what is unknown is refused.
 */

const ALLOWED_TABLE_FUNCTIONS = new Set([
  "format",
  "generaterandom",
  "generate_series",
  "generateseries",
  "input",
  "merge",
  "mergetreeindex",
  "mergetreeprojection",
  "null",
  "numbers",
  "numbers_mt",
  "primes",
  "sqlstandardvalues",
  "values",
  "view",
  "viewifpermitted",
  "zeros",
  "zeros_mt",
]);

const ALLOWED_ENGINES =
  /^(replicated)?((aggregating|coalescing|collapsing|graphite|replacing|summing|versionedcollapsing)?mergetree)$|^(atomic|buffer|join|log|memory|merge|null|replicated|set|stripelog|tinylog|view|materializedview|distributed)$/;

/** Ordinary functions that reach outside, and sources of dictionaries. */
const REFUSED_FUNCTIONS = [
  "file",
  "catboostevaluate",
  "aiclassify",
  "aiextract",
  "aigenerate",
  "aitranslate",
  "aiembed",
  "http",
  "executable",
  "clickhouse",
  "mongodb",
  "cassandra",
  "redis",
  "odbc",
  "mysql",
  "postgresql",
  "ytsaurus",
];

/** These settings carry expressions or choose another parser, out of the judge's sight. */
const REFUSED_SETTINGS = /additional_table_filters|additional_result_filter|\bdialect\b/i;

export interface ParsedStatement {
  readonly sql: string;
  readonly statementCount: number;
  readonly queryClass: number;
  /** The engine's EXPLAIN AST, one node per line. */
  readonly tree: readonly string[];
}

export type Verdict =
  | { readonly kind: "read"; readonly streamable: boolean }
  | { readonly kind: "write" }
  | { readonly kind: "kill" }
  | { readonly kind: "refuse"; readonly reason: string };

/** The names that are refused wherever a statement calls them, given what this engine offers. */
export function refusedNames(engineOffers: {
  tableFunctions: readonly string[];
  engines: readonly string[];
}): ReadonlySet<string> {
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  return new Set([
    ...lower(engineOffers.tableFunctions).filter((name) => !ALLOWED_TABLE_FUNCTIONS.has(name)),
    ...lower(engineOffers.engines).filter((name) => !isAllowedName(name)),
    ...REFUSED_FUNCTIONS,
  ]);
}

function isAllowedName(name: string): boolean {
  return ALLOWED_ENGINES.test(name) || ALLOWED_TABLE_FUNCTIONS.has(name);
}

/** Decides what may be done with a statement. */
export function judgeStatement(statement: ParsedStatement, refused: ReadonlySet<string>): Verdict {
  const { statementCount, queryClass, tree, sql } = statement;
  if (statementCount !== 1) return refuse("Multi-statements are not allowed.");
  const setting = REFUSED_SETTINGS.exec(sql)?.[0];
  if (setting !== undefined) return refuse(`The setting ${setting} is not available here.`);
  for (const line of tree) {
    const name = calledName(line);
    if (name !== undefined && refused.has(name.toLowerCase())) {
      return refuse(`${name} reaches outside the database and is not available here.`);
    }
  }
  const root = tree[0] ?? "";
  if (queryClass === 0) return { kind: "read", streamable: isStreamable(tree) };
  if (root.startsWith("KillQueryQuery")) return { kind: "kill" };
  if (queryClass !== 1) return refuse("This kind of statement is not available here.");
  if (/^CreateQuery default\b/.test(root)) {
    return refuse("The database default keeps nothing here: name another one.");
  }
  // Rows come with the request; a file's name is a bare literal below the INSERT.
  if (root.startsWith("InsertQuery") && tree.some((line) => line.startsWith(" Literal"))) {
    return refuse("INFILE is not available here.");
  }
  return { kind: "write" };
}

/** `Function file (alias f) (children 1)`, `FunctionWithKeyValueArguments  file (children 1)`. */
function calledName(line: string): string | undefined {
  return /^\s*Function(?:WithKeyValueArguments)?\s+(\S+)/.exec(line)?.[1];
}

/**
 * Planning runs on the calling thread, and it computes subqueries that stand inside expressions:
 * only a SELECT without those may be streamed.
 */
function isStreamable(tree: readonly string[]): boolean {
  if (tree[0]?.startsWith("SelectWithUnionQuery") !== true) return false;
  return tree.every(
    (line, index) =>
      !/^\s*Subquery\b/.test(line) || /^\s*TableExpression\b/.test(tree[index - 1] ?? ""),
  );
}

function refuse(reason: string): Verdict {
  return { kind: "refuse", reason };
}
