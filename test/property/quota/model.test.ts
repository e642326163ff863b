import { randomBytes, randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Postgres } from "../../../db/postgres/client.ts";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { drawsOf } from "../../support/quota-draws.ts";
import { startQuotaProcesses, type QuotaProcesses } from "../../support/quota-processes.ts";
import { runSequence } from "../../support/quota-sequence.ts";

const SEQUENCES = 200;
const STEPS = 40;
const AT_ONCE = 6;
const KILL_RATE = 0.001;

describe("quotas over three processes, one order after the other", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());

  it.each([randomInt(2 ** 31)])(
    `decide and count as the model does, in every one of ${SEQUENCES} sequences of ${STEPS} steps (seed %i)`,
    async (seed) => {
      await inWorld(server, 3, async (world) => {
        await runSequences(world, seed, { sequences: SEQUENCES, killRate: KILL_RATE });
        expect(world.processes.kills()).toBeGreaterThan(0);
      });
    },
  );
});

interface World {
  readonly pg: Postgres;
  readonly masterKey: Uint8Array;
  readonly processes: QuotaProcesses;
}

async function inWorld(
  server: PostgresServer,
  count: number,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const pg = await server.database();
  const masterKey = randomBytes(32);
  const database = server.lastOptions();
  const processes = await startQuotaProcesses({ pg, database, masterKey, count });
  try {
    await work({ pg, masterKey, processes });
  } finally {
    await processes.close();
  }
}

async function runSequences(
  world: World,
  seed: number,
  { sequences, killRate }: { readonly sequences: number; readonly killRate: number },
): Promise<void> {
  let next = 0;
  const faults: unknown[] = [];
  const some = async (): Promise<void> => {
    while (next < sequences && faults.length === 0) {
      const draws = drawsOf(createSeededRandom(seed + next));
      next += 1;
      await runSequence({ ...world, draws, steps: STEPS, killRate }).catch((error: unknown) =>
        faults.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  if (faults.length > 0) throw faults[0];
}
