import { randomInt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import { createMany, idsOf, listAll } from "../../support/system-load.ts";
import {
  allGenerations,
  askSummary,
  booksHold,
  costByLedger,
  costsByBooks,
  costsByLedger,
  ledgerIds,
} from "../../support/system-questions.ts";
import { startSystem, type System } from "../../support/system-stack.ts";

const CREATES = 200;
const AT_ONCE = 16;
const WAIT = { timeout: 90_000, interval: 200 };
const TEST_MS = 150_000;
const HANGING = 12;

/** Drawn anew in each run; the tests' names show them. */
const seed = () => randomInt(2 ** 31);

describe("kill -9 of the server in the middle of 200 creates, then a start on the same data", () => {
  it.each([seed(), seed()])(
    "books exactly what the upstream accepted, none doubled, none lost, at its cost (seed %i)",
    async (drawn) => {
      const { books, ledger } = await killedAndRestarted(drawn, async () => {});
      expect(books).toEqual(ledger);
    },
    TEST_MS,
  );

  it.each([seed()])(
    "finds the creates that the upstream accepted but had not answered when it was killed (seed %i)",
    async (drawn) => {
      const { books, ledger } = await killedAndRestarted(drawn, async (system) => {
        system.simulator.control.clearFaults();
        const control = "hang=headers,accept=yes";
        system.simulator.control.addFault({ control, route: "create", count: HANGING });
        await expect
          .poll(() => system.simulator.control.faults()[0]?.hits, { ...WAIT, interval: 1 })
          .toBe(HANGING);
      });
      expect(books).toEqual(ledger);
    },
    TEST_MS,
  );
});

type Costs = ReturnType<typeof costsByLedger>;

/** The kill comes once the upstream has taken a number of jobs drawn from the seed, and `beforeKill` is done. */
async function killedAndRestarted(
  drawn: number,
  beforeKill: (system: System) => Promise<void>,
): Promise<{ readonly books: Costs; readonly ledger: Costs }> {
  const random = createSeededRandom(drawn);
  const system = await startSystem({
    simulator: { seed: drawn, failureRate: 0.1, generationMs: { minMs: 0, maxMs: 3_000 } },
  });
  try {
    // Answers come late, so that the kill meets many creates open.
    system.simulator.control.addFault({ control: "latency=15", route: "create", rate: 0.5 });
    const killAt = 10 + Math.floor(random() * (CREATES - 60));
    const { server, client, simulator } = system;
    const load = createMany(client(), { creates: CREATES, atOnce: AT_ONCE, random });
    await expect
      .poll(() => simulator.ledger().length, { ...WAIT, interval: 1 })
      .toBeGreaterThanOrEqual(killAt);
    await beforeKill(system);
    await server().kill("SIGKILL");
    const creates = await load;
    expect(creates.filter((create) => create.kind === "cut").length).toBeGreaterThan(0);
    expect(creates.filter((create) => create.kind === "refused")).toEqual([]);
    simulator.control.clearFaults();
    const taken = ledgerIds(simulator);
    expect(taken).toEqual(expect.arrayContaining(idsOf(creates)));

    await system.restart();
    await expect
      .poll(async () => {
        await listAll(system);
        const { totals } = await askSummary(server());
        return { taken: totals.generations, open: totals.in_flight };
      }, WAIT)
      .toEqual({ taken: taken.length, open: 0 });
    expect(ledgerIds(simulator)).toEqual(taken);
    // Creates that never left wait out their grace before they count as lost.
    await booksHold(server(), { mayBePending: ["unknown_outcomes"] });
    expect((await askSummary(server())).totals.spend).toBe(costByLedger(simulator));
    return {
      books: costsByBooks(await allGenerations(server())),
      ledger: costsByLedger(simulator),
    };
  } finally {
    await system.close();
  }
}
