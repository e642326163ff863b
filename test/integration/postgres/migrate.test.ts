import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "../../../db/postgres/client.ts";
import { migratePostgres } from "../../../db/postgres/migrate.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";

describe.each(POSTGRES_KINDS)("migrations on %s", (kind) => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres(kind);
  });
  afterAll(() => server.close());

  it("makes every table, the default workspace and the revision row, and runs a second time as a no-op", async () => {
    const pg = openPostgres(await server.emptyDatabase());
    const first = await migratePostgres(pg);
    expect(first.applied).toBeGreaterThan(0);
    expect(await migratePostgres(pg)).toEqual({ applied: 0 });
    expect(await pg.sql`select id, slug from workspaces`).toEqual([
      { id: "default", slug: "default" },
    ]);
    expect(await pg.sql`select revision from config_revision`).toEqual([{ revision: "1" }]);
    await pg.close();
  });

  it("refuses a database that a newer build migrated, and changes nothing in it", async () => {
    const pg = await server.database();
    await pg.sql`insert into schema_migrations (hash, created_at) values ('from-the-future', 9999999999999)`;
    await expect(migratePostgres(pg)).rejects.toMatchObject({ code: "schema_newer_than_build" });
    expect(await pg.sql`select count(*)::int as n from workspaces`).toEqual([{ n: 1 }]);
  });

  it("refuses a database whose migrations differ from this build's", async () => {
    const pg = await server.database();
    await pg.sql`update schema_migrations set hash = 'edited' where id = 1`;
    await expect(migratePostgres(pg)).rejects.toMatchObject({ code: "migration_changed" });
  });
});

describe("migrations on a server that several processes share", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());

  it("lets one of several migrators that start together do the work, and the others find it done", async () => {
    const options = await server.emptyDatabase();
    const pools = [openPostgres(options), openPostgres(options), openPostgres(options)];
    const results = await Promise.all(pools.map(migratePostgres));
    const applied = results.map((result) => result.applied).toSorted((a, b) => a - b);
    expect(applied.slice(0, 2)).toEqual([0, 0]);
    expect(applied[2]).toBeGreaterThan(0);
    await Promise.all(pools.map((pg) => pg.close()));
  });

  it("bounds every statement, lock wait and idle transaction", async () => {
    const pg = await server.database();
    const [row] = await pg.sql`select current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock, current_setting('idle_in_transaction_session_timeout') as idle`;
    expect(row).toEqual({ statement: "10s", lock: "5s", idle: "15s" });
  });
});
