import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { openPostgres } from "../../db/postgres/client.ts";
import type { Postgres, SqlTransaction } from "../../db/postgres/client.ts";
import { openRelay } from "../support/cuttable-relay.ts";
import type { CuttableRelay } from "../support/cuttable-relay.ts";
import { withPostgres } from "../support/postgres.ts";
import type { PostgresServer } from "../support/postgres.ts";

const WAIT = { timeout: 10_000, interval: 10 };
const SLEEP_SECONDS = 30;

// A connection may be ended in order (the server stops) or torn (the server dies, a network drops it).
const endings = ["cut", "reset"] as const;
type Ending = (typeof endings)[number];

describe("a Postgres connection that is lost", () => {
  let server: PostgresServer;
  let relay: CuttableRelay;
  let pg: Postgres;
  let witness: postgres.Sql;

  beforeAll(async () => {
    server = await withPostgres("server");
    const options = await server.emptyDatabase();
    if (options.kind !== "url") throw new Error("a server is reached by its address");
    const through = new URL(options.url);
    relay = await openRelay(Number(through.port));
    through.port = String(relay.port);
    pg = openPostgres({ kind: "url", url: through.href, max: 1 });
    witness = postgres(options.url, { max: 1 });
  });

  afterAll(async () => {
    await pg.close();
    await witness.end();
    await relay.close();
    await server.close();
  });

  it.each(endings)("fails the transaction it carried, and the next one works: %s", async (how) => {
    const lost = pg.sql.begin((tx) => sleepInside(tx));
    await loseWhileAsleep(lost, how);
    await expectWorkingPool();
  });

  it.each(endings)("fails what the transaction asks afterwards: %s", async (how) => {
    const inside: unknown[] = [];
    const lost = pg.sql.begin(async (tx) => {
      inside.push(await outcome(sleepInside(tx)));
      for (const value of ["a", "b".repeat(2_000)]) {
        inside.push(await outcome(tx`SELECT ${value}::text AS value`));
      }
    });
    await loseWhileAsleep(lost, how);
    await expect.poll(() => inside, WAIT).toHaveLength(3);
    expect(inside.every((each) => each instanceof Error)).toBe(true);
    await expectWorkingPool();
  });

  it.each(endings)("leaves nothing of a half-read result in the next one: %s", async (how) => {
    const lost = pg.sql`
      SELECT g, repeat('x', 10000) AS filling, CASE WHEN g = 50 THEN pg_sleep(${SLEEP_SECONDS}) END AS slept
      FROM generate_series(1, 60) g`;
    await loseWhileAsleep(lost, how);
    await expectWorkingPool();
  });

  async function loseWhileAsleep(lost: Promise<unknown>, how: Ending): Promise<void> {
    const failure = outcome(lost);
    const asleep = () => witness`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
    await expect.poll(asleep, WAIT).toHaveLength(1);
    relay[how]();
    relay.restore();
    expect(await failure).toBeInstanceOf(Error);
    await witness`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
  }

  /** Each answer belongs to its question, and nothing that was lost comes between. */
  async function expectWorkingPool(): Promise<void> {
    for (const value of ["one", "two"]) {
      const rows = await pg.sql`SELECT ${value}::text AS value FROM generate_series(1, 3)`;
      expect(Array.from(rows)).toEqual([{ value }, { value }, { value }]);
    }
    const within = await pg.sql.begin((tx) => tx`SELECT 7 AS a`);
    expect(within[0]?.["a"]).toBe(7);
  }
});

function sleepInside(tx: SqlTransaction): Promise<unknown> {
  return Promise.resolve(tx`SELECT pg_sleep(${SLEEP_SECONDS})`);
}

/** What a promise came to: its failure, or undefined. */
function outcome(promise: PromiseLike<unknown>): Promise<unknown> {
  return Promise.resolve(promise).then(
    () => undefined,
    (error: unknown) => error,
  );
}
