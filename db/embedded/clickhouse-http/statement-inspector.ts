import type { ConnectionPool } from "./connection-pool.ts";
import type { QueryScope } from "./chdb-connection.ts";
import { judgeStatement, refusedNames } from "./statement-policy.ts";
import type { Verdict } from "./statement-policy.ts";

/** Statements whose verdict is remembered; values are bound, so texts recur. */
const REMEMBERED_VERDICTS = 1_000;
/** Longer texts are judged each time. */
const MAX_REMEMBERED_LENGTH = 16_384;

/** Judges statements on a connection that never runs a query of a client. */
export class StatementInspector {
  readonly #pool: ConnectionPool;
  readonly #refused: ReadonlySet<string>;
  readonly #verdicts = new Map<string, Verdict>();

  private constructor(pool: ConnectionPool, refused: ReadonlySet<string>) {
    this.#pool = pool;
    this.#refused = refused;
  }

  /** Asks the engine what it offers, then judges by that. */
  static async open(pool: ConnectionPool): Promise<StatementInspector> {
    const names = (sql: string) => pool.with((connection) => lines(connection, sql, EMPTY_SCOPE));
    const refused = refusedNames({
      tableFunctions: await names("SELECT name FROM system.table_functions"),
      engines: [
        ...(await names("SELECT name FROM system.table_engines")),
        ...(await names("SELECT name FROM system.database_engines")),
      ],
    });
    return new StatementInspector(pool, refused);
  }

  /** The verdict on a statement; throws the engine's `ClickHouseException` when it does not parse. */
  async judge(sql: string, parameters: ReadonlyMap<string, string>): Promise<Verdict> {
    const known = this.#verdicts.get(sql);
    if (known !== undefined) return known;
    const verdict = await this.#pool.with(async (connection) => {
      const scope = { ...EMPTY_SCOPE, parameters };
      const tree = await lines(connection, `EXPLAIN AST ${sql}`, scope);
      return judgeStatement({ sql, tree, ...(await connection.classify(sql)) }, this.#refused);
    });
    if (sql.length <= MAX_REMEMBERED_LENGTH) this.#remember(sql, verdict);
    return verdict;
  }

  #remember(sql: string, verdict: Verdict): void {
    const oldest = this.#verdicts.keys().next();
    if (this.#verdicts.size >= REMEMBERED_VERDICTS && oldest.done !== true) {
      this.#verdicts.delete(oldest.value);
    }
    this.#verdicts.set(sql, verdict);
  }
}

const EMPTY_SCOPE: QueryScope = { database: "default", settings: new Map(), parameters: new Map() };

async function lines(
  connection: Parameters<Parameters<ConnectionPool["with"]>[0]>[0],
  sql: string,
  scope: QueryScope,
): Promise<string[]> {
  const result = await connection.query(sql, "TSVRaw", scope);
  return result.bytes.toString("utf8").split("\n").filter(Boolean);
}
