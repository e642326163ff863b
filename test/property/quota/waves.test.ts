import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { drawsOf } from "../../support/quota-draws.ts";
import { onStage, plantFault, type QuotaStage } from "../../support/quota-stage.ts";
import { runWaves, type WavesDone } from "../../support/quota-waves.ts";

const WORKSPACES = 10;
const WAVES = 10;
const SIZE = 24;
const KILL_RATE = 0.05;
const TEST_MS = 120_000;

const seed = () => randomInt(2 ** 31);

describe("quotas over three processes, all orders at once", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());

  it.each([seed()])(
    `keep every limit at every look and refuse nobody who fits, in ${WORKSPACES * WAVES} waves of ${SIZE} (seed %i)`,
    async (drawn) => {
      await onStage(server, 3, async (stage) => {
        const done = await race(stage, drawn);
        expect(done.orders).toBe(WORKSPACES * WAVES * SIZE);
        for (const count of [done.admitted, done.refused, done.looks]) {
          expect(count).toBeGreaterThanOrEqual(WORKSPACES * WAVES);
        }
        expect(await deadlocks(stage)).toBe(0);
      });
    },
    TEST_MS,
  );

  it("are found out when the database asks a bucket without its lock", async () => {
    await onStage(server, 3, async (stage) => {
      await plantFault(stage.pg, "admit_generations", UNLOCKED);
      // Past a limit, or in a circle of waits, whichever comes first.
      await expect(race(stage, seed())).rejects.toThrow(/^over \d+|deadlock detected/);
    });
  });
});

const UNLOCKED = {
  text: "AND b.window_start = entry.window_start FOR UPDATE;\n      IF NOT FOUND THEN",
  becomes: "AND b.window_start = entry.window_start;\n      IF NOT FOUND THEN",
};

async function race(stage: QuotaStage, drawn: number): Promise<WavesDone> {
  const sum = { orders: 0, admitted: 0, refused: 0, looks: 0 };
  for (let workspace = 0; workspace < WORKSPACES; workspace += 1) {
    const draws = drawsOf(createSeededRandom(drawn + workspace));
    const options = { draws, waves: WAVES, size: SIZE, killRate: KILL_RATE };
    const done = await runWaves({ ...stage, ...options });
    sum.orders += done.orders;
    sum.admitted += done.admitted;
    sum.refused += done.refused;
    sum.looks += done.looks;
  }
  return sum;
}

/** Transactions that Postgres ended because they waited for each other. */
async function deadlocks({ pg }: QuotaStage): Promise<number> {
  const [row] = await pg.sql<{ deadlocks: string }[]>`
    select deadlocks from pg_stat_database where datname = current_database()`;
  return Number(row?.deadlocks);
}
