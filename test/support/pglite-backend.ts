import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { postgresEngine } from "../../db/embedded/postgres-wire/postgres-engine.ts";
import { servePostgres } from "../../db/embedded/postgres-wire/serve-postgres.ts";
import { openPostgres, type PostgresOptions } from "../../db/postgres/client.ts";
import { migratePostgres } from "../../db/postgres/migrate.ts";
import { engineTemplate } from "./engine-template.ts";
import type { PostgresBackend } from "./postgres-backend.ts";

/** PGlite in memory behind its socket; every database is an engine of its own, loaded from a made one. */
export function pgliteBackend(): PostgresBackend {
  const closers: (() => Promise<void>)[] = [];
  const serve = async (name: string): Promise<PostgresOptions> => {
    const loadDataDir = new Blob([await readFile(join(await pgliteTemplate(), name))]);
    const served = await serveEngine(await PGlite.create({ loadDataDir }));
    closers.push(served.close);
    return served.options;
  };
  return {
    empty: () => serve("empty.tar"),
    migrated: () => serve("migrated.tar"),
    async close() {
      for (const close of closers) await close();
    },
  };
}

const pgliteTemplate = (): Promise<string> =>
  engineTemplate("pglite-tar", async (folder) => {
    const db = await PGlite.create();
    const dump = async (name: string) => {
      const tar = await db.dumpDataDir("none");
      await writeFile(join(folder, name), Buffer.from(await tar.arrayBuffer()));
    };
    await dump("empty.tar");
    await migrateEngine(db, () => dump("migrated.tar"));
  });

/** Brings an engine to this build's schema, says so while it is still open, and closes it. */
export async function migrateEngine(db: PGlite, onMigrated: () => Promise<void>): Promise<void> {
  const served = await serveEngine(db);
  const pg = openPostgres(served.options);
  await migratePostgres(pg);
  await pg.close();
  await onMigrated();
  await served.close();
}

async function serveEngine(db: PGlite) {
  const folder = await mkdtemp(join(tmpdir(), "reelmeter-pglite-"));
  const faults: unknown[] = [];
  const server = await servePostgres({
    engine: postgresEngine(db, (error) => void faults.push(error)),
    path: join(folder, ".s.PGSQL.5432"),
    onFault: (error) => void faults.push(error),
  });
  const options: PostgresOptions = {
    kind: "embedded",
    host: folder,
    port: 5432,
    user: "postgres",
    database: "postgres",
  };
  return {
    options,
    close: async () => {
      await server.close();
      await db.close();
      if (faults.length > 0) throw new AggregateError(faults, "the embedded Postgres broke");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
