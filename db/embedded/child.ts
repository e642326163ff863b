/**
 * Entry of the embedded data plane's process: PGlite on a Unix socket and the ClickHouse-HTTP face
 * over chDB. It takes its orders over IPC, says when it is ready, and ends with its parent.
 */
import { PGlite } from "@electric-sql/pglite";

import { childOrdersSchema } from "./child-messages.ts";
import type { ChildOrders, ChildReport } from "./child-messages.ts";
import { openClickHouseEngines } from "./clickhouse-http/clickhouse-engines.ts";
import { serveClickHouse } from "./clickhouse-http/serve-clickhouse.ts";
import { postgresEngine } from "./postgres-wire/postgres-engine.ts";
import { servePostgres } from "./postgres-wire/serve-postgres.ts";

/** How long running queries may go on once the parent asked for the end. */
const STOP_DEADLINE_MS = 5_000;
/** After a parent that vanished: nobody waits for these queries any more. */
const ORPHAN_DEADLINE_MS = 500;

/** Nothing is served yet, and both engines survive being killed: an orphan just ends. */
const endUnserved = () => process.exit(1);
process.on("disconnect", endUnserved);

process.once("message", (message) => {
  void serve(childOrdersSchema.parse(message)).catch((error: unknown) => {
    report(isPortTaken(error) ? { kind: "port_taken" } : fault("start", error));
    process.exitCode = 1;
    process.disconnect();
  });
});
// A terminal's Ctrl-C reaches the whole group: the parent decides when its data plane stops.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);

async function serve(orders: ChildOrders): Promise<void> {
  const engines = await openClickHouseEngines({
    directory: orders.clickhouseDirectory,
    defaultDatabase: "reelmeter",
    onFault: (error) => report(fault("clickhouse", error)),
  });
  const clickhouse = await serveClickHouse({
    engines,
    credentials: { user: orders.clickhouseUser, password: orders.clickhousePassword },
    biSecret: orders.biSecret,
    port: orders.clickhousePort,
  });
  const database = await PGlite.create({ dataDir: orders.postgresDirectory });
  const engine = postgresEngine(database, endBroken);
  const postgres = await servePostgres({
    engine,
    path: orders.postgresSocket,
    onFault: (error) => report(fault("postgres", error)),
  });
  const stop = once(async (deadlineMs: number) => {
    await Promise.all([postgres.close(), clickhouse.close(deadlineMs)]);
    await engine.close();
    engines.close();
    process.exit(0);
  });
  process.off("disconnect", endUnserved);
  process.on("message", () => void stop(STOP_DEADLINE_MS));
  process.on("disconnect", () => {
    // Both engines survive being killed: an orphan never outlives this, whatever hangs.
    setTimeout(() => process.exit(1), ORPHAN_DEADLINE_MS * 4).unref();
    void stop(ORPHAN_DEADLINE_MS);
  });
  report({ kind: "ready", clickhousePort: clickhouse.port });
}

/** A failed engine is not used again: the parent starts a new process on the same data. */
function endBroken(error: unknown): void {
  const end = () => process.exit(1);
  if (process.connected) process.send?.(fault("postgres", error), undefined, undefined, end);
  else end();
}

function report(message: ChildReport): void {
  if (process.connected) process.send?.(message);
}

function fault(where: string, error: unknown): ChildReport {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: "fault", where, detail };
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EADDRINUSE";
}

function once(act: (deadlineMs: number) => Promise<void>): (deadlineMs: number) => Promise<void> {
  let running: Promise<void> | undefined;
  return (deadlineMs) => (running ??= act(deadlineMs));
}
