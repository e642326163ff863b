import { randomInt } from "node:crypto";
import type OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../../simulator/create-simulator.ts";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import {
  CLIP,
  countedOf,
  createUntilRefused,
  limitGenerations,
} from "../../support/quota-limits.ts";
import { startServer, type RunningServer } from "../../support/running-server.ts";
import { ended } from "../../support/system-clips.ts";
import { createMany, listAll } from "../../support/system-load.ts";
import { askSummary, booksHold, figuresOf } from "../../support/system-questions.ts";
import { openSimulator, sdk, setUp, startSystem } from "../../support/system-stack.ts";
import { openSystemStores, type SystemStores } from "../../support/system-stores.ts";

const LIMIT = 30;
const WAIT = { timeout: 60_000, interval: 50 };
const TEST_MS = 150_000;

describe("kill -9 of the server under a limit, on a Postgres of its own", () => {
  let stores: SystemStores;
  let simulator: Simulator;
  let server: RunningServer;
  let key: string;
  beforeAll(async () => {
    stores = await openSystemStores();
    simulator = openSimulator({ generationMs: { minMs: 0, maxMs: 300 } });
    const { url } = await simulator.listen();
    server = await startServer({ env: stores.env });
    ({ key } = await setUp(server, url));
    for (const feature of ["cut", "settled"]) await limitGenerations(server, LIMIT, { feature });
    await restart("SIGTERM");
  });
  afterAll(async () => {
    await server.stop();
    await simulator.close();
    await stores.close();
  });

  const clientOf = (feature: string): OpenAI =>
    sdk(server.url, key, { "reelmeter-feature": feature });

  /** Who is dead is known at once, instead of when its heartbeat has been silent for long. */
  async function restart(signal: NodeJS.Signals): Promise<void> {
    await server.kill(signal);
    await stores.sql`update instances set heartbeat_at = heartbeat_at - interval '10 minutes'`;
    server = await startServer({ dataDir: server.dataDir, env: stores.env });
  }

  const unknown = async (): Promise<number> => {
    const rows = await stores.sql`select 1 from jobs where outcome_unknown`;
    return rows.length;
  };

  it(
    "before and after the upstream took creates: holds what it made and what nobody knows, and frees no hold by time",
    async () => {
      const before = simulator.ledger().length;
      const made = () => simulator.ledger().length - before;
      const settled = await createSome(clientOf("cut"), 5);
      await Promise.all(settled.map((id) => ended(clientOf("cut"), id)));
      const [taken, untaken] = [4, 3];
      const open = [
        ...(await hangingCreates("hang=headers,accept=yes", taken)),
        ...(await hangingCreates("hang=headers,accept=no", untaken)),
      ];
      expect(await countedOf(server, "cut")).toEqual({ used: 5, held: taken + untaken });
      await restart("SIGKILL");
      await Promise.all(open);
      simulator.control.clearFaults();

      await expect.poll(unknown, WAIT).toBe(untaken);
      expect(made()).toBe(5 + taken);
      await expect
        .poll(async () => {
          await listAll({ client: () => clientOf("cut") });
          return countedOf(server, "cut");
        }, WAIT)
        .toEqual({ used: made(), held: untaken });
      // Hours later they are lost, and hold still: only an operator frees them.
      await stores.sql`update jobs set unknown_since = unknown_since - interval '12 hours' where outcome_unknown`;
      await expect.poll(unknown, WAIT).toBe(0);
      expect(await countedOf(server, "cut")).toEqual({ used: made(), held: untaken });
      const lost = await stores.sql<{ id: string }[]>`
        select generation_id as id from jobs where state = 'lost'`;
      expect(lost).toHaveLength(untaken);
      for (const { id } of [...lost, ...lost]) {
        await server.api("POST", `/api/v1/generations/${id}/release`, { reason: "never made" });
      }
      expect(await countedOf(server, "cut")).toEqual({ used: made(), held: 0 });

      const more = await createUntilRefused(clientOf("cut"));
      expect(more).toHaveLength(LIMIT - 5 - taken);
      expect(made()).toBe(LIMIT);
      await booksHold(server);
    },
    TEST_MS,
  );

  it(
    "between settlement and delivery: counts what was settled once, and delivers it once",
    async () => {
      const before = simulator.ledger().length;
      const { totals } = await askSummary(server, "?feature=settled");
      expect(totals.generations).toBe(0);
      stores.clickhouse.cut();
      const clips = await createSome(clientOf("settled"), 7);
      await Promise.all(clips.map((id) => ended(clientOf("settled"), id)));
      await expect.poll(() => countedOf(server, "settled"), WAIT).toEqual({ used: 7, held: 0 });
      const [{ waiting } = { waiting: 0 }] = await stores.sql<{ waiting: number }[]>`
        select count(*)::integer as waiting from outbox`;
      expect(waiting).toBeGreaterThanOrEqual(7);
      await restart("SIGKILL");
      // Seen at their ends once more, by a process that knows nothing of the first time.
      await listAll({ client: () => clientOf("settled") });
      stores.clickhouse.restore();

      expect(await countedOf(server, "settled")).toEqual({ used: 7, held: 0 });
      await expect
        .poll(async () => (await askSummary(server, "?feature=settled")).totals.generations, WAIT)
        .toBe(7);
      expect(await createUntilRefused(clientOf("settled"))).toHaveLength(LIMIT - 7);
      expect(simulator.ledger().length - before).toBe(LIMIT);
      await booksHold(server);
    },
    TEST_MS,
  );

  /** Creates that stay open at the upstream. Resolves once it has them all, with the calls that wait. */
  async function hangingCreates(control: string, count: number): Promise<Promise<unknown>[]> {
    const fault = simulator.control.addFault({ control, route: "create", count });
    const hits = () => simulator.control.faults().find(({ id }) => id === fault.id)?.hits;
    const client = clientOf("cut");
    const calls = Array.from({ length: count }, () => client.videos.create(CLIP).catch(String));
    await expect.poll(hits, WAIT).toBe(count);
    return calls;
  }
});

describe("kill -9 of the server and its embedded databases in the middle of creates under a limit", () => {
  it.each([randomInt(2 ** 31)])(
    "lets in exactly as many more as the limit has room for (seed %i)",
    async (seed) => {
      const random = createSeededRandom(seed);
      const system = await startSystem({
        simulator: { seed, generationMs: { minMs: 0, maxMs: 500 } },
      });
      const { simulator, server } = system;
      try {
        await limitGenerations(server(), LIMIT, { feature: "cut" });
        await system.restart();
        const client = () => system.client({ "reelmeter-feature": "cut" });
        simulator.control.addFault({ control: "latency=15", route: "create", rate: 0.5 });
        const killAt = 3 + Math.floor(random() * (LIMIT - 12));
        const load = createMany(client(), { creates: LIMIT, atOnce: 8, random });
        await expect
          .poll(() => simulator.ledger().length, { ...WAIT, interval: 1 })
          .toBeGreaterThanOrEqual(killAt);
        await system.restart("SIGKILL");
        const creates = await load;
        expect(creates.some(({ kind }) => kind === "cut")).toBe(true);
        simulator.control.clearFaults();
        const made = simulator.ledger().length;
        // Recovery has booked what the upstream took; creates that never left hold until an operator frees them.
        const counted = async () => {
          await listAll({ client });
          return countedOf(server(), "cut");
        };
        await expect.poll(async () => (await counted()).used, WAIT).toBe(made);
        const { held } = await counted();

        const more = await createUntilRefused(client());
        expect(more).toHaveLength(LIMIT - made - held);
        expect(simulator.ledger()).toHaveLength(LIMIT - held);
        await expect.poll(counted, WAIT).toEqual({ used: LIMIT - held, held });
        const audit = await booksHold(server(), { mayBePending: ["unknown_outcomes"] });
        const { outcome_unknown: unknown, lost } = figuresOf(audit, "unknown_outcomes");
        expect(Number(unknown) + Number(lost)).toBe(held);
      } finally {
        await system.close();
      }
    },
    TEST_MS,
  );
});

async function createSome(client: OpenAI, count: number): Promise<readonly string[]> {
  const clips = Array.from({ length: count }, () => client.videos.create(CLIP));
  return (await Promise.all(clips)).map(({ id }) => id);
}
