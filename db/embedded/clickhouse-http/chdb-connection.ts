import type { ChdbEngine, ChdbHandle, ChdbResult } from "./chdb-engine.ts";
import { asClickHouseException } from "./clickhouse-exception.ts";
import { sqlLiteral } from "./sql-literal.ts";

/** What surrounds a statement: it holds for that statement only. */
export interface QueryScope {
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
}

export interface ChdbConnectionOptions {
  readonly engine: ChdbEngine;
  readonly path: string;
  /** Settings that always hold unless a query asks otherwise. */
  readonly baseSettings: ReadonlyMap<string, string>;
  /** Arguments of `clickhouse local` for the engine itself; the first connection's count. */
  readonly engineArguments: readonly string[];
  readonly readonly: boolean;
}

/**
 * One connection of the engine. It runs one query at a time: its holder awaits each call before
 * the next. Between queries it keeps database and settings, and sends only what differs.
 */
export class ChdbConnection {
  readonly #options: ChdbConnectionOptions;
  #handle: ChdbHandle;
  #database = "default";
  #settings = new Map<string, string>();

  constructor(options: ChdbConnectionOptions) {
    this.#options = options;
    this.#handle = this.#open();
  }

  /** Runs a statement and returns its whole output. Throws `ClickHouseException`. */
  async query(sql: string, format: string, scope: QueryScope): Promise<ChdbResult> {
    return this.#guarded(async () => {
      await this.#enter(scope);
      return this.#cleanAfter(() => this.#run(sql, format));
    });
  }

  /**
   * Runs a SELECT block by block: the engine waits while nobody fetches. Each piece is a complete
   * document of the format. Ending the iteration early ends the query.
   */
  async *stream(sql: string, format: string, scope: QueryScope): AsyncGenerator<Buffer> {
    await this.#guarded(() => this.#enter(scope));
    const { engine } = this.#options;
    const open = () => engine.StreamQuery(this.#handle, sql, format);
    const stream = await this.#guarded(() => this.#cleanAfter(open));
    let ended = false;
    try {
      while (!ended) {
        const chunk = await this.#guarded(() => engine.StreamFetch(stream));
        ended = chunk.done;
        if (!ended) yield chunk.bytes;
      }
    } finally {
      engine.StreamCancel(stream);
      if (!ended) this.#reopen();
    }
  }

  /** What the engine's parser makes of a text, without running it. */
  classify(sql: string) {
    return this.#guarded(() => this.#options.engine.DurableClassifyAsync(this.#handle, sql));
  }

  close(): void {
    this.#options.engine.CloseConnection(this.#handle);
  }

  async #enter(scope: QueryScope): Promise<void> {
    const changes = [...settingChanges(this.#settings, scope.settings, this.#options.baseSettings)];
    for (const [name, value] of scope.parameters) {
      changes.push(`param_${name} = ${sqlLiteral(value)}`);
    }
    // A failure leaves half of the settings: `#cleanAfter` starts again from a known state.
    await this.#cleanAfter(async () => {
      if (scope.database !== this.#database) {
        await this.#run(`USE ${quotedIdentifier(scope.database)}`, "Null");
        this.#database = scope.database;
      }
      if (changes.length > 0) await this.#run(`SET ${changes.join(", ")}`, "Null");
      this.#settings = new Map(scope.settings);
    });
  }

  /**
   * After a failed or cancelled query the engine keeps what it had written and puts it before the
   * next answer on that connection: such a connection is never used again.
   */
  async #cleanAfter<T>(act: () => T | Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      this.#reopen();
      throw error;
    }
  }

  #run(sql: string, format: string): Promise<ChdbResult> {
    return this.#options.engine.QueryAsyncConnection(this.#handle, sql, format);
  }

  #open(): ChdbHandle {
    const { engine, path, baseSettings, engineArguments, readonly } = this.#options;
    const settings = [...baseSettings].map(([name, value]) => `--${name}=${value}`);
    if (readonly) settings.push("--readonly=2");
    return engine.CreateConnection(path, [...engineArguments, ...settings]);
  }

  #reopen(): void {
    const old = this.#handle;
    this.#handle = this.#open();
    this.#options.engine.CloseConnection(old);
    this.#database = "default";
    this.#settings = new Map();
  }

  async #guarded<T>(act: () => T | Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      throw asClickHouseException(error);
    }
  }
}

function* settingChanges(
  from: ReadonlyMap<string, string>,
  to: ReadonlyMap<string, string>,
  base: ReadonlyMap<string, string>,
): Generator<string> {
  for (const [name, value] of to) {
    if (from.get(name) !== value) yield `${name} = ${sqlLiteral(value)}`;
  }
  for (const name of from.keys()) {
    const value = base.get(name);
    if (to.has(name)) continue;
    yield value === undefined ? `${name} = DEFAULT` : `${name} = ${sqlLiteral(value)}`;
  }
}

function quotedIdentifier(name: string): string {
  return `\`${name.replaceAll(/[\\`]/g, (found) => `\\${found}`)}\``;
}
