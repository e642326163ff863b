import { chmodSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { Socket } from "node:net";

import type { PostgresEngine } from "./postgres-engine.ts";
import { IDLE_TURN_LIMIT_MS, servePostgresConnection } from "./postgres-connection.ts";
import { TurnQueue } from "./turn-queue.ts";

/** The product uses one connection; the others are for people with psql. */
const MAX_CONNECTIONS = 32;

/**
 * Listens for PostgreSQL clients on the Unix socket `path` (mode 0600; a stale file is replaced: the
 * caller owns the data directory). `close()` lets the running exchange end, then cuts the clients.
 */
export async function servePostgres(options: {
  engine: PostgresEngine;
  path: string;
  idleTurnLimitMs?: number;
  onFault: (error: unknown) => void;
}): Promise<{ close(): Promise<void> }> {
  const turns = new TurnQueue<Socket>();
  const clients = new Map<Socket, Promise<void>>();
  const server = createServer((socket) => {
    const served = servePostgresConnection(socket, {
      engine: options.engine,
      turns,
      idleTurnLimitMs: options.idleTurnLimitMs ?? IDLE_TURN_LIMIT_MS,
      othersConnected: () => clients.size > (clients.has(socket) ? 1 : 0),
      onFault: options.onFault,
    }).finally(() => clients.delete(socket));
    clients.set(socket, served);
  });
  server.maxConnections = MAX_CONNECTIONS;
  rmSync(options.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.path, resolve);
  });
  chmodSync(options.path, 0o600);
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const serving = [...clients.values()];
      for (const socket of clients.keys()) socket.destroy();
      await Promise.all(serving);
      await closed;
    },
  };
}
