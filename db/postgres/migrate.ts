import { join } from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { CONFIG_REVISION_ID } from "./bump-revision.ts";
import type { Postgres, SqlTransaction } from "./client.ts";

export const DEFAULT_WORKSPACE_ID = "default";

/** Why a database can't be brought to this build's schema. */
export class SchemaError extends Error {
  override readonly name = "SchemaError";
  readonly code: "schema_newer_than_build" | "migration_changed" | "postgres_too_old";
  constructor(code: SchemaError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Brings the schema up to this build, in one transaction under an advisory lock: of several processes that start
 * together one migrates and the others find nothing left to do. Makes the default workspace and the revision row.
 * @returns how many migrations it ran.
 * @throws SchemaError when the server is older than PostgreSQL 15, or the database has a migration that this build
 * does not know or knows otherwise.
 */
export async function migratePostgres(pg: Postgres): Promise<{ applied: number }> {
  const migrations = readMigrationFiles({
    migrationsFolder: join(import.meta.dirname, "migrations"),
  });
  return pg.sql.begin(async (tx) => {
    await tx.unsafe(`set local statement_timeout = ${MIGRATION_TIMEOUT_MS}`);
    await tx.unsafe(`set local lock_timeout = ${MIGRATION_TIMEOUT_MS}`);
    await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK_KEY}::bigint)`;
    await refuseOldServer(tx);
    await tx.unsafe(JOURNAL);
    const done = await appliedMigrations(tx);
    refuseUnknown(done, migrations);
    const missing = migrations.slice(done.length);
    for (const migration of missing) {
      for (const statement of migration.sql) await tx.unsafe(statement);
      await tx`insert into schema_migrations (hash, created_at) values (${migration.hash}, ${migration.folderMillis})`;
    }
    await seed(tx);
    return { applied: missing.length };
  });
}

interface Applied {
  readonly hash: string;
}

const MIGRATION_TIMEOUT_MS = 600_000;
/** Any number that only this product's migrations lock. */
const MIGRATION_LOCK_KEY = "7236278412663";
const JOURNAL = `create table if not exists schema_migrations (
  id serial primary key,
  hash text not null,
  created_at bigint not null,
  applied_at timestamptz not null default now()
)`;

const OLDEST_SERVER = 150_000;

async function refuseOldServer(tx: SqlTransaction): Promise<void> {
  const [row] = await tx<{ version: number }[]>`
    select current_setting('server_version_num')::integer as version`;
  if ((row?.version ?? 0) >= OLDEST_SERVER) return;
  throw new SchemaError(
    "postgres_too_old",
    "PostgreSQL 15 or later is needed: point DATABASE_URL at a newer server.",
  );
}

async function appliedMigrations(tx: SqlTransaction): Promise<readonly Applied[]> {
  return tx<Applied[]>`select hash from schema_migrations order by id`;
}

function refuseUnknown(done: readonly Applied[], known: readonly Applied[]): void {
  if (done.length > known.length) {
    throw new SchemaError(
      "schema_newer_than_build",
      `The Postgres schema has ${done.length} migrations and this build knows ${known.length}: start a build at least as new as the one that migrated it.`,
    );
  }
  const changed = done.findIndex((migration, index) => migration.hash !== known[index]?.hash);
  if (changed !== -1) {
    throw new SchemaError(
      "migration_changed",
      `Migration ${changed + 1} of the Postgres schema differs from this build's: use the build that made the database, or an empty database.`,
    );
  }
}

async function seed(tx: SqlTransaction): Promise<void> {
  await tx`insert into workspaces (id, name, slug) values (${DEFAULT_WORKSPACE_ID}, 'Default', ${DEFAULT_WORKSPACE_ID})
    on conflict do nothing`;
  await tx`insert into config_revision (id, revision) values (${CONFIG_REVISION_ID}, 1) on conflict do nothing`;
}
