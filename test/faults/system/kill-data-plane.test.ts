import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import { childrenOf } from "../../support/child-of.ts";
import { ended } from "../../support/system-clips.ts";
import { createMany, idsOf, listAll, type Create } from "../../support/system-load.ts";
import {
  allGenerations,
  allRequests,
  askSummary,
  booksHold,
  costByLedger,
  costsByBooks,
  costsByLedger,
  ledgerIds,
} from "../../support/system-questions.ts";
import { startSystem, type System } from "../../support/system-stack.ts";

const KILLS = 2;
const CREATES_BETWEEN = 40;
const AT_ONCE = 8;
const WAIT = { timeout: 60_000, interval: 100 };
const TEST_MS = 150_000;
const RETRY_MS = 50;

let system: System;

beforeAll(async () => {
  system = await startSystem({ simulator: { generationMs: { minMs: 0, maxMs: 500 } } });
});
afterAll(() => system.close());

describe("kill -9 of the embedded databases under load", () => {
  it.each([randomInt(2 ** 31)])(
    "refuses creates with 503 at worst, serves known jobs throughout, and loses and doubles nothing (seed %i)",
    async (seed) => {
      const { simulator, client, server } = system;
      const known = (await client().videos.create({ prompt: "known before" })).id;
      await ended(client(), known);
      const load = { over: false };
      const served = serveKnown(load, known);
      const loads = createUntil(load, createSeededRandom(seed));
      for (let kill = 0; kill < KILLS; kill++) {
        await creates(CREATES_BETWEEN);
        await killDataPlane();
      }
      await creates(CREATES_BETWEEN);
      load.over = true;
      const made = await loads;
      const { polls, downloads } = await served;

      expect(made.filter((create) => create.kind === "cut")).toEqual([]);
      const refused = made.flatMap((create) => (create.kind === "refused" ? [create] : []));
      // A restart quick enough is waited out, and then nothing is refused at all.
      expect(refused.filter(({ status }) => status !== 503)).toEqual([]);
      expect(refused.every(({ headers }) => headers.has("retry-after"))).toBe(true);
      expect(new Set(polls)).toEqual(new Set(["completed"]));
      expect(new Set(downloads)).toEqual(new Set([200]));

      const taken = ledgerIds(simulator);
      expect(taken).toEqual([known, ...idsOf(made)].toSorted());
      await expect
        .poll(async () => {
          await listAll(system);
          const { totals } = await askSummary(server());
          return { taken: totals.generations, open: totals.in_flight };
        }, WAIT)
        .toEqual({ taken: taken.length, open: 0 });
      expect(costsByBooks(await allGenerations(server()))).toEqual(costsByLedger(simulator));
      await booksHold(server(), { mayBePending: ["unknown_outcomes"] });
      expect((await askSummary(server())).totals.spend).toBe(costByLedger(simulator));
      const posts = async () => {
        const route = encodeURIComponent("/v1/videos");
        const records = await allRequests(server(), `&route=${route}`);
        return records.filter((record) => record.method === "POST").map((record) => record.id);
      };
      // Every answered create has its record, once, the known clip's among them; the spool sends them as it can.
      await expect.poll(async () => (await posts()).length, WAIT).toBe(made.length + 1);
      expect(new Set(await posts()).size).toBe(made.length + 1);
    },
    TEST_MS,
  );
});

/** Creates without a break until the load is over. */
async function createUntil(load: { over: boolean }, random: () => number): Promise<Create[]> {
  const made: Create[] = [];
  while (!load.over) {
    made.push(
      ...(await createMany(system.client(), { creates: AT_ONCE, atOnce: AT_ONCE, random })),
    );
  }
  return made;
}

async function serveKnown(load: { readonly over: boolean }, id: string) {
  const polls: string[] = [];
  const downloads: number[] = [];
  while (!load.over) {
    polls.push((await system.client().videos.retrieve(id)).status);
    const content = await system.client().videos.downloadContent(id);
    downloads.push(content.status);
    await content.arrayBuffer();
    await new Promise((tick) => setTimeout(tick, RETRY_MS));
  }
  return { polls, downloads };
}

/** Waits until the upstream has taken so many more. */
async function creates(count: number): Promise<void> {
  const before = system.simulator.ledger().length;
  await expect
    .poll(() => system.simulator.ledger().length, WAIT)
    .toBeGreaterThanOrEqual(before + count);
}

async function killDataPlane(): Promise<void> {
  const children = () => childrenOf(system.server().pid, "db/embedded/child");
  const [pid] = children();
  if (pid === undefined) throw new Error("the server has no data plane");
  process.kill(pid, "SIGKILL");
  await expect.poll(() => children().some((child) => child !== pid), WAIT).toBe(true);
}
