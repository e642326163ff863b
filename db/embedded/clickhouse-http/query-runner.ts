import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";

import { headerOnce } from "./block-header.ts";
import type { ChdbConnection, QueryScope } from "./chdb-connection.ts";
import type { ChdbResult } from "./chdb-engine.ts";
import type { ClickHouseEngines } from "./clickhouse-engines.ts";
import { asClickHouseException, refusal } from "./clickhouse-exception.ts";
import type { ClickHouseRequest } from "./clickhouse-request.ts";
import { withInsertFile } from "./insert-file.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { formatClause, streamedHeaderLines } from "./output-format.ts";
import { NOTHING_READ } from "./query-answer.ts";
import type { QueryAnswer } from "./query-answer.ts";
import { missingParameter } from "./query-parameters.ts";
import type { BodyHead } from "./request-body.ts";
import { MAX_STATEMENT_BYTES } from "./request-body.ts";
import { splitInsert } from "./split-insert.ts";
import { sqlLiteral } from "./sql-literal.ts";

/** A cancelled query may not be known to the engine yet: ask again this often until it is gone. */
const CANCEL_AGAIN_AFTER_MS = 50;
export const DEFAULT_FORMAT = "TabSeparated";

/**
 * Runs one request and hands its answer to `deliver` while the connection is still held. Throws
 * `ClickHouseException`. When `signal` aborts, the query is cancelled in the engine.
 */
export async function runQuery(
  engines: ClickHouseEngines,
  request: ClickHouseRequest,
  body: BodyHead,
  signal: AbortSignal,
  deliver: (answer: QueryAnswer) => Promise<void>,
): Promise<void> {
  // Latin-1 keeps characters and bytes at the same offsets; ASCII is all that is looked at.
  const whole = Buffer.concat([urlStatement(request.query), body.bytes]);
  const insert = splitInsert(whole.toString("latin1"));
  if (insert !== undefined) {
    return runInsert(engines, request, { whole, insert, rest: body.rest }, signal, deliver);
  }
  if (body.rest !== undefined || whole.length > MAX_STATEMENT_BYTES) {
    throw refusal("SYNTAX_ERROR", `A statement may be at most ${MAX_STATEMENT_BYTES} bytes long.`);
  }
  const sql = whole.toString("utf8").trim();
  if (sql === "") throw refusal("SYNTAX_ERROR", "Empty query.");
  const missing = missingParameter(sql, request.parameters);
  if (missing !== undefined) throw missing;
  const verdict = await engines.inspector.judge(sql, request.parameters);
  const format = formatClause(sql) ?? request.defaultFormat ?? DEFAULT_FORMAT;
  const asked = { sql, format, scope: scopeOf(engines, request) };
  if (verdict.kind === "refuse") throw refusal("ACCESS_DENIED", verdict.reason);
  if (verdict.kind !== "read" && request.readOnly) throw onlyReads();
  if (verdict.kind === "kill") return runKill(engines, asked, deliver);
  if (verdict.kind === "write") return runWrite(engines, asked, deliver);
  return runRead(
    engines,
    { ...asked, streamable: verdict.streamable },
    request.queryId,
    signal,
    deliver,
  );
}

/** Exactly one line end stands between the URL's statement and the body's rows. */
export function urlStatement(query: string): Buffer {
  return Buffer.from(query === "" ? "" : `${query.trimEnd()}\n`);
}

interface Asked {
  readonly sql: string;
  readonly format: string;
  readonly scope: QueryScope;
}

export type Deliver = (answer: QueryAnswer) => Promise<void>;

/** Runs a read that was judged, on a connection of `pool`. */
export async function runRead(
  engines: ClickHouseEngines,
  asked: Asked & { streamable: boolean },
  queryId: string,
  signal: AbortSignal,
  deliver: Deliver,
  pool: ConnectionPool = engines.readers,
): Promise<void> {
  await pool.with(async (connection) => {
    const tag = `/*${randomUUID()}*/`;
    const running = { over: false };
    const cancel = () => void cancelByTag(engines, tag, running);
    signal.addEventListener("abort", cancel, { once: true });
    engines.running.set(queryId, cancel);
    try {
      await deliver(await readAnswer(connection, { ...asked, sql: `${tag} ${asked.sql}` }));
    } finally {
      running.over = true;
      signal.removeEventListener("abort", cancel);
      engines.running.delete(queryId);
    }
  }, signal);
}

async function readAnswer(
  connection: ChdbConnection,
  asked: Asked & { streamable: boolean },
): Promise<QueryAnswer> {
  const { sql, format, scope } = asked;
  const headerLines = streamedHeaderLines(format);
  if (!asked.streamable || headerLines === undefined) {
    return wholeAnswer(format, await connection.query(sql, format, scope), "read");
  }
  const blocks = headerOnce(connection.stream(sql, format, scope), headerLines);
  const first = await blocks.next();
  return { format, summary: NOTHING_READ, pieces: startingWith(first, blocks) };
}

async function* startingWith(
  first: IteratorResult<Buffer>,
  others: AsyncGenerator<Buffer>,
): AsyncGenerator<Buffer> {
  if (first.done !== true) {
    try {
      yield first.value;
      yield* others;
    } finally {
      await others.return(undefined);
    }
  }
}

async function runWrite(engines: ClickHouseEngines, asked: Asked, deliver: Deliver): Promise<void> {
  const { sql, format, scope } = asked;
  const result = await engines.writer.with((connection) => connection.query(sql, format, scope));
  await deliver(wholeAnswer(format, result, "read"));
}

async function runInsert(
  engines: ClickHouseEngines,
  request: ClickHouseRequest,
  text: {
    whole: Buffer;
    insert: NonNullable<ReturnType<typeof splitInsert>>;
    rest: AsyncIterable<Buffer> | undefined;
  },
  signal: AbortSignal,
  deliver: Deliver,
): Promise<void> {
  const { insert } = text;
  const utf8 = (latin1: string) => Buffer.from(latin1, "latin1").toString("utf8");
  const statement = utf8(insert.statement);
  const missing = missingParameter(statement, request.parameters);
  if (missing !== undefined) throw missing;
  const verdict = await engines.inspector.judge(statement, request.parameters);
  if (verdict.kind === "refuse") throw refusal("ACCESS_DENIED", verdict.reason);
  if (verdict.kind !== "write") throw refusal("ACCESS_DENIED", "Only an INSERT may carry rows.");
  if (request.readOnly) throw onlyReads();
  const rows = rowsAfter(text.whole.subarray(insert.dataStart), text.rest);
  await withInsertFile(engines.insertDirectory, rows, async (path, bytes) => {
    if (signal.aborted) throw refusal("QUERY_WAS_CANCELLED", "The client left before its rows.");
    const format = DEFAULT_FORMAT;
    if (bytes === 0) return deliver({ format, summary: NOTHING_READ, pieces: nothing() });
    const sql = utf8(insert.fromFile("\0")).replace("\0", () => sqlLiteral(path));
    const scope = scopeOf(engines, request);
    const result = await engines.writer.with((connection) => connection.query(sql, format, scope));
    await deliver(wholeAnswer(format, result, "written"));
  });
}

/** `KILL QUERY WHERE query_id = '…'` ends a query by the id its client gave; others go on. */
async function runKill(engines: ClickHouseEngines, asked: Asked, deliver: Deliver): Promise<void> {
  const byId = /^KILL\s+QUERY\s+WHERE\s+query_id\s*=\s*'([^'\\]+)'/i.exec(asked.sql)?.[1];
  const cancel = byId === undefined ? undefined : engines.running.get(byId);
  if (cancel !== undefined) {
    cancel();
    return deliver({ format: asked.format, summary: NOTHING_READ, pieces: nothing() });
  }
  const { sql, format, scope } = asked;
  const result = await engines.control.with((connection) => connection.query(sql, format, scope));
  return deliver(wholeAnswer(format, result, "read"));
}

async function cancelByTag(
  engines: ClickHouseEngines,
  tag: string,
  running: { over: boolean },
): Promise<void> {
  const sql = `KILL QUERY WHERE startsWith(query, ${sqlLiteral(tag)}) ASYNC`;
  const scope = { database: "default", settings: new Map(), parameters: new Map() };
  while (!running.over) {
    try {
      await engines.control.with((connection) => connection.query(sql, "Null", scope));
    } catch (error) {
      engines.onFault(asClickHouseException(error));
      return;
    }
    await sleep(CANCEL_AGAIN_AFTER_MS);
  }
}

/** Source: ClickHouse documentation, HTTP interface: GET is always read-only. */
function onlyReads() {
  return refusal("READONLY", "A GET only reads: send this statement with POST.");
}

function scopeOf(engines: ClickHouseEngines, request: ClickHouseRequest): QueryScope {
  // Clients send `default` unasked; the engine's own database of that name holds nothing.
  const named = request.database === "default" ? undefined : request.database;
  return {
    database: named ?? engines.defaultDatabase,
    settings: request.settings,
    parameters: request.parameters,
  };
}

/** The engine counts a reading query's result rows and an insert's written rows in one figure. */
function wholeAnswer(format: string, result: ChdbResult, rows: "read" | "written"): QueryAnswer {
  const { rowsRead, bytesRead } = result;
  const counts =
    rows === "read"
      ? { resultRows: rowsRead, resultBytes: result.bytes.length }
      : { writtenRows: rowsRead, writtenBytes: bytesRead };
  const elapsedNs = Math.round(result.elapsed * 1e9);
  const summary = {
    ...NOTHING_READ,
    readRows: rowsRead,
    readBytes: bytesRead,
    elapsedNs,
    ...counts,
  };
  return { format, summary, pieces: only(result.bytes) };
}

async function* only(bytes: Buffer): AsyncGenerator<Buffer> {
  if (bytes.length > 0) yield bytes;
}

async function* nothing(): AsyncGenerator<Buffer> {}

async function* rowsAfter(
  first: Buffer,
  rest: AsyncIterable<Buffer> | undefined,
): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  if (rest !== undefined) yield* rest;
}
