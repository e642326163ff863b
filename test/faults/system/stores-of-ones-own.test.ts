import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Simulator } from "../../../simulator/create-simulator.ts";
import { createSeededRandom } from "../../../simulator/seeded-random.ts";
import { startServer, type RunningServer } from "../../support/running-server.ts";
import { ended } from "../../support/system-clips.ts";
import { createMany, idsOf } from "../../support/system-load.ts";
import {
  allGenerations,
  allRequests,
  askSummary,
  booksHold,
  costByLedger,
  costsByBooks,
  costsByLedger,
  figuresOf,
} from "../../support/system-questions.ts";
import { openSimulator, sdk, setUp } from "../../support/system-stack.ts";
import { openSystemStores, type SystemStores } from "../../support/system-stores.ts";

const CREATES = 60;
const AT_ONCE = 8;
const WAIT = { timeout: 60_000, interval: 100 };
const SEED = 20_261_122;

let stores: SystemStores;
let simulator: Simulator;
let front: RunningServer;
let back: RunningServer;
let key: string;

beforeAll(async () => {
  stores = await openSystemStores();
  simulator = openSimulator({
    generationMs: { minMs: 0, maxMs: 400 },
    failureRate: 0.1,
    seed: SEED,
  });
  const { url } = await simulator.listen();
  front = await startServer({ env: { ...stores.env, REELMETER_ROLES: "proxy,api" } });
  back = await startServer({ env: { ...stores.env, REELMETER_ROLES: "proxy,worker" } });
  ({ key } = await setUp(front, url));
  // Each process learns of a change within a second or so.
  await vi.waitFor(() => sdk(back.url, key).videos.list(), WAIT);
});
afterAll(async () => {
  await back.stop();
  await front.stop();
  await simulator.close();
  await stores.close();
});

/** Creates through both processes and polls every clip to its end at the other one. @returns calls made. */
async function load(): Promise<number> {
  const before = simulator.control.counters().requestsByRoute;
  const random = createSeededRandom(SEED);
  const clients = [sdk(front.url, key), sdk(back.url, key)];
  await Promise.all(
    clients.map(async (client, index) => {
      const other = clients[1 - index] ?? client;
      const made = await createMany(client, {
        creates: CREATES / 2,
        atOnce: AT_ONCE / 2,
        random,
        onCreate: async (create) => {
          if (create.kind === "accepted") await ended(other, create.id);
        },
      });
      expect(idsOf(made)).toHaveLength(CREATES / 2);
    }),
  );
  const after = simulator.control.counters().requestsByRoute;
  const calls = (counts: typeof after): number => (counts.create ?? 0) + (counts.retrieve ?? 0);
  return calls(after) - calls(before);
}

describe("two processes on databases of one's own", () => {
  it("keep one set of books: every job, cost and request record once, whichever process saw it", async () => {
    const calls = await load();
    await expectBooks(CREATES, calls);
  });

  it("deliver every fact and every request record once after ClickHouse was away for a whole load", async () => {
    const recordsBefore = (await clientRecords()).length;
    stores.clickhouse.cut();
    const calls = await load();
    const away = await front.api("GET", "/readyz");
    expect(away.body).toMatchObject({
      ready: true,
      dependencies: { clickhouse: { state: "down" }, postgres: { state: "up" } },
    });
    stores.clickhouse.restore();
    await expectBooks(2 * CREATES, recordsBefore + calls);
  });

  it("deliver what a process had in its spool when it was killed while ClickHouse was away", async () => {
    const recordsBefore = (await clientRecords()).length;
    stores.clickhouse.cut();
    const calls = await load();
    // A record follows its answer: the kill comes once the spool has them all.
    await expect.poll(() => spooled(back), WAIT).toBe(true);
    await back.kill("SIGKILL");
    stores.clickhouse.restore();
    back = await startServer({
      dataDir: back.dataDir,
      env: { ...stores.env, REELMETER_ROLES: "proxy,worker" },
    });
    await expectBooks(3 * CREATES, recordsBefore + calls);
  });
});

/** Whether the spool has accepted every exchange that this process has had so far. */
async function spooled(server: RunningServer): Promise<boolean> {
  const text = await (await fetch(new URL("/metrics", server.url))).text();
  const sum = (metric: RegExp): number =>
    [...text.matchAll(metric)].reduce((total, match) => total + Number(match[1]), 0);
  const served = sum(/^reelmeter_proxy_requests_total\{.*\} (\d+)$/gm);
  return served > 0 && sum(/^reelmeter_request_events\{fate="accepted"\} (\d+)$/gm) === served;
}

/** Request records of creates and polls. */
async function clientRecords() {
  const records = await allRequests(front);
  return records.filter((record) => record.route !== "/v1/videos" || record.method === "POST");
}

async function expectBooks(generations: number, records: number): Promise<void> {
  await expect
    .poll(async () => {
      const answer = await front.api("GET", "/api/v1/analytics/summary");
      // 503 while ClickHouse is away.
      if (answer.status !== 200) return answer.status;
      const { totals } = await askSummary(front);
      return { generations: totals.generations, open: totals.in_flight };
    }, WAIT)
    .toEqual({ generations, open: 0 });
  expect(costsByBooks(await allGenerations(front))).toEqual(costsByLedger(simulator));
  expect((await askSummary(front)).totals.spend).toBe(costByLedger(simulator));
  await expect.poll(async () => (await clientRecords()).length, WAIT).toBe(records);
  const ids = (await clientRecords()).map((record) => record.id);
  expect(new Set(ids).size).toBe(records);
  const audit = await booksHold(front);
  expect(figuresOf(audit, "dead_letters_are_kept")).toEqual({ dead_letters: "0" });
  const [{ waiting } = { waiting: -1 }] = await stores.sql<
    { waiting: number }[]
  >`select count(*)::integer as waiting from outbox`;
  expect(waiting).toBe(0);
}
