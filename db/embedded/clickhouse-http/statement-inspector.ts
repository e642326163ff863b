import type { ConnectionPool } from "./connection-pool.ts";
import type { QueryScope } from "./chdb-connection.ts";
import { refusal } from "./clickhouse-exception.ts";
import { guestFault } from "./guest-policy.ts";
import { judgeStatement, refusedNames } from "./statement-policy.ts";
import type { ParsedStatement, Verdict } from "./statement-policy.ts";

/** Statements whose verdict is remembered; values are bound, so texts recur. */
const REMEMBERED_VERDICTS = 1_000;
/** Longer texts are judged each time. */
const MAX_REMEMBERED_LENGTH = 16_384;

/** Judges statements on a connection that never runs a query of a client. */
export class StatementInspector {
  readonly #pool: ConnectionPool;
  readonly #refused: ReadonlySet<string>;
  readonly #verdicts = new Map<string, Verdict>();

  readonly #tableFunctions: ReadonlySet<string>;

  private constructor(
    pool: ConnectionPool,
    refused: ReadonlySet<string>,
    tableFunctions: ReadonlySet<string>,
  ) {
    this.#pool = pool;
    this.#refused = refused;
    this.#tableFunctions = tableFunctions;
  }

  /** Asks the engine what it offers, then judges by that. */
  static async open(pool: ConnectionPool): Promise<StatementInspector> {
    const names = (sql: string) => pool.with((connection) => lines(connection, sql, EMPTY_SCOPE));
    const tableFunctions = await names("SELECT lower(name) FROM system.table_functions");
    const refused = refusedNames({
      tableFunctions,
      engines: [
        ...(await names("SELECT name FROM system.table_engines")),
        ...(await names("SELECT name FROM system.database_engines")),
      ],
    });
    return new StatementInspector(pool, refused, new Set(tableFunctions));
  }

  /** The verdict on a statement; throws the engine's `ClickHouseException` when it does not parse. */
  async judge(sql: string, parameters: ReadonlyMap<string, string>): Promise<Verdict> {
    const known = this.#verdicts.get(sql);
    if (known !== undefined) return known;
    const verdict = await this.#pool.with(async (connection) =>
      judgeStatement(await parse(connection, sql, parameters), this.#refused),
    );
    if (sql.length <= MAX_REMEMBERED_LENGTH) this.#remember(sql, verdict);
    return verdict;
  }

  /**
   * The verdict on a statement of somebody who reads the views only: a read, or refused. Nothing is remembered, for it
   * depends on the tables that there are. Throws the engine's `ClickHouseException` when it does not parse.
   */
  async judgeGuest(
    sql: string,
    parameters: ReadonlyMap<string, string>,
    database: string,
  ): Promise<Extract<Verdict, { kind: "read" | "refuse" }>> {
    return this.#pool.with(async (connection) => {
      const parsed = await parse(connection, sql, parameters);
      const verdict = judgeStatement(parsed, this.#refused);
      if (verdict.kind === "refuse") return verdict;
      if (verdict.kind !== "read") return { kind: "refuse", reason: "This user only reads." };
      const tables = await lines(connection, ALL_TABLES, EMPTY_SCOPE);
      const engine = { database, tables: new Set(tables), tableFunctions: this.#tableFunctions };
      const fault = guestFault(sql, parsed.tree, engine);
      return fault === null ? verdict : { kind: "refuse", reason: fault };
    });
  }

  #remember(sql: string, verdict: Verdict): void {
    const oldest = this.#verdicts.keys().next();
    if (this.#verdicts.size >= REMEMBERED_VERDICTS && oldest.done !== true) {
      this.#verdicts.delete(oldest.value);
    }
    this.#verdicts.set(sql, verdict);
  }
}

const ALL_TABLES = "SELECT concat(database, '.', name) FROM system.tables";
const EMPTY_SCOPE: QueryScope = { database: "default", settings: new Map(), parameters: new Map() };

type Connection = Parameters<Parameters<ConnectionPool["with"]>[0]>[0];

/**
 * What the engine's parser makes of a text. Counted first: EXPLAIN takes the first statement of several, and the engine would
 * run the others. A text that does not parse is explained only for its error, and only where nothing could follow it.
 */
async function parse(
  connection: Connection,
  sql: string,
  parameters: ReadonlyMap<string, string>,
): Promise<ParsedStatement> {
  const { statementCount, queryClass } = await connection.classify(sql);
  const parsed = { sql, statementCount, queryClass };
  if (statementCount > 1) return { ...parsed, tree: [] };
  if (statementCount === 0 && sql.includes(";")) throw refusal("SYNTAX_ERROR", "Syntax error.");
  const tree = await lines(connection, `EXPLAIN AST ${sql}`, { ...EMPTY_SCOPE, parameters });
  return { ...parsed, tree };
}

async function lines(connection: Connection, sql: string, scope: QueryScope): Promise<string[]> {
  const result = await connection.query(sql, "TSVRaw", scope);
  return result.bytes.toString("utf8").split("\n").filter(Boolean);
}
