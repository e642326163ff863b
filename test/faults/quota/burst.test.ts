import { describe, expect, it } from "vitest";
import type { UsageAnswer } from "../../../api/contract/quotas.ts";
import type { Simulator } from "../../../simulator/create-simulator.ts";
import { burst, byStatus, type BurstAnswer } from "../../support/quota-burst.ts";
import { limitGenerations } from "../../support/quota-limits.ts";
import { startServer, type RunningServer } from "../../support/running-server.ts";
import { ask, booksHold } from "../../support/system-questions.ts";
import { openSimulator, setUp, startSystem } from "../../support/system-stack.ts";
import { openSystemStores } from "../../support/system-stores.ts";

const CLIENTS = 4;
const CREATES = 250;
const LIMIT = 50;
const SERVERS = 4;
/** Nothing ends, and nothing is given back, while the burst lasts. */
const LONG_MS = 3_600_000;
const TEST_MS = 150_000;

describe(`${CLIENTS * CREATES} creates at once from ${CLIENTS} processes on a limit of ${LIMIT} a day`, () => {
  it(
    `make exactly ${LIMIT} videos on one server with its embedded databases`,
    async () => {
      const system = await startSystem({ simulator: { generationMs: LONG_MS } });
      try {
        await limitGenerations(system.server(), LIMIT);
        // A server knows all rules from its start.
        await system.restart();
        const answers = await burstAt([system.server().url], system.key);
        await expectExactly(answers, system.simulator, system.server());
      } finally {
        await system.close();
      }
    },
    TEST_MS,
  );

  it(
    `make exactly ${LIMIT} videos over ${SERVERS} servers on one Postgres`,
    async () => {
      const stores = await openSystemStores();
      const simulator = openSimulator({ generationMs: LONG_MS });
      const running: RunningServer[] = [];
      const start = async (roles: string): Promise<RunningServer> => {
        const server = await startServer({ env: { ...stores.env, REELMETER_ROLES: roles } });
        running.push(server);
        return server;
      };
      try {
        const { url } = await simulator.listen();
        const first = await start("api,worker");
        const { key } = await setUp(first, url);
        await limitGenerations(first, LIMIT);
        const proxies = await Promise.all(Array.from({ length: SERVERS }, () => start("proxy")));
        const answers = await burstAt(
          proxies.map((server) => server.url),
          key,
        );
        await expectExactly(answers, simulator, first);
      } finally {
        await Promise.all(running.map((server) => server.stop()));
        await simulator.close();
        await stores.close();
      }
    },
    TEST_MS,
  );
});

async function burstAt(urls: readonly string[], key: string): Promise<readonly BurstAnswer[]> {
  return burst({ urls, key, clients: CLIENTS, creates: CREATES });
}

async function expectExactly(
  answers: readonly BurstAnswer[],
  simulator: Simulator,
  server: RunningServer,
): Promise<void> {
  expect(byStatus(answers)).toEqual({ 200: LIMIT, 429: CLIENTS * CREATES - LIMIT });
  expect(answers.filter(({ status, retryAfter }) => (status === 429) !== retryAfter)).toEqual([]);
  expect(simulator.ledger()).toHaveLength(LIMIT);
  expect(simulator.control.counters().requestsByRoute.create).toBe(LIMIT);
  const { data } = await ask<UsageAnswer>(server, "/api/v1/quotas/usage");
  expect(data).toMatchObject([{ used: "0.000000000", held: `${LIMIT}.000000000` }]);
  await booksHold(server);
}
