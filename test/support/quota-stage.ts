import { randomBytes } from "node:crypto";
import type { Postgres } from "../../db/postgres/client.ts";
import type { PostgresServer } from "./postgres.ts";
import { startQuotaProcesses, type QuotaProcesses } from "./quota-processes.ts";

/** A database of its own and processes that share it. */
export interface QuotaStage {
  readonly pg: Postgres;
  readonly masterKey: Uint8Array;
  readonly processes: QuotaProcesses;
}

/** Opens a stage, does the work and closes it, whatever comes of it. */
export async function onStage<T>(
  server: PostgresServer,
  count: number,
  work: (stage: QuotaStage) => Promise<T>,
): Promise<T> {
  const pg = await server.database();
  const masterKey = randomBytes(32);
  const database = server.lastOptions();
  // Processes are killed here, Postgres is not: what it has committed need not reach the disk.
  const [{ name }] = await pg.sql<[{ name: string }]>`select current_database() as name`;
  await pg.sql.unsafe(`alter database ${name} set synchronous_commit = off`);
  const processes = await startQuotaProcesses({ pg, database, masterKey, count });
  try {
    return await work({ pg, masterKey, processes });
  } finally {
    await processes.close();
  }
}

/**
 * Puts a fault into a function of the database: another text in the place of one.
 * @throws RangeError when the function does not hold the text.
 */
export async function plantFault(
  pg: Postgres,
  name: string,
  fault: { readonly text: string; readonly becomes: string },
): Promise<void> {
  const [row] = await pg.sql<{ definition: string }[]>`
    select pg_get_functiondef(${name}::regproc) as definition`;
  const parts = (row?.definition ?? "").split(fault.text);
  if (parts.length !== 2) throw new RangeError(`${name} holds ${parts.length - 1} × ${fault.text}`);
  await pg.sql.unsafe(parts.join(fault.becomes));
}
