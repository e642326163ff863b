import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { drawsOf } from "../../support/quota-draws.ts";
import { ModelMismatchError, runSequence } from "../../support/quota-sequence.ts";
import { onStage, plantFault, type QuotaStage } from "../../support/quota-stage.ts";

const SEQUENCES = 200;
const STEPS = 30;
const AT_ONCE = 6;
const KILL_RATE = 0.003;
const TEST_MS = 180_000;

const seed = () => randomInt(2 ** 31);

describe("quotas over three processes, one order after the other", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());

  it.each([seed()])(
    `decide and count as the model does, in every one of ${SEQUENCES} sequences of ${STEPS} steps (seed %i)`,
    async (drawn) => {
      await onStage(server, 3, async (stage) => {
        await runSequences(stage, drawn, SEQUENCES);
        expect(stage.processes.kills()).toBeGreaterThan(0);
      });
    },
    TEST_MS,
  );

  it.each([
    {
      broken: "admits whatever fits or not",
      name: "admit_one",
      text: "IF missing > 0 THEN",
      becomes: "IF false THEN",
    },
    {
      broken: "counts a corrected job twice",
      name: "close_holds",
      text: "SET used = b.used + taken - coalesce(hold.captured, 0),",
      becomes: "SET used = b.used + taken,",
    },
    {
      broken: "frees a grant that is still held",
      name: "admit_one",
      text: "SET held = g.held + part",
      becomes: "SET held = g.held",
    },
  ])("are found out when the database $broken", async ({ name, text, becomes }) => {
    await onStage(server, 1, async (stage) => {
      await plantFault(stage.pg, name, { text, becomes });
      const run = runSequences(stage, seed(), SEQUENCES, 0);
      await expect(run).rejects.toBeInstanceOf(ModelMismatchError);
    });
  });
});

async function runSequences(
  stage: QuotaStage,
  drawn: number,
  count: number,
  killRate = KILL_RATE,
): Promise<void> {
  let next = 0;
  const faults: unknown[] = [];
  const some = async (): Promise<void> => {
    while (next < count && faults.length === 0) {
      const draws = drawsOf(createSeededRandom(drawn + next));
      next += 1;
      await runSequence({ ...stage, draws, steps: STEPS, killRate }).catch((error: unknown) =>
        faults.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  if (faults.length > 0) throw faults[0];
}
