import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSettleWorker } from "../../../ingest/settle/start-worker.ts";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { createSimulator } from "../../../simulator/create-simulator.ts";
import { CREDENTIAL, openBooks } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const CREATES = 200;

describe("kill -9 in the middle of 200 identical creates", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());

  it.each([1, 60, 150])(
    "leaves as many booked generations as the upstream took, cut after %i of them",
    async (cutAfter) => {
      const simulator = createSimulator({
        apiKeys: [CREDENTIAL],
        queueMs: 0,
        generationMs: 50,
        seed: cutAfter,
      });
      const { url: upstreamUrl } = await simulator.listen();
      const books = await openBooks(server, { baseUrl: upstreamUrl });
      const options = server.lastOptions();
      if (options.kind !== "url") throw new Error("a server has a url");
      const order = {
        url: options.url,
        upstreamUrl,
        masterKey: Buffer.from(books.masterKey).toString("hex"),
        workspaceId: books.workspaceId,
        upstreamId: books.upstreamId,
        creates: CREATES,
        atOnce: 16,
      };
      // The answers to creates come late, so that the kill meets many of them open.
      simulator.control.addFault({ control: "latency=20", route: "create" });
      const child = spawn(
        process.execPath,
        ["--import", "tsx", join(import.meta.dirname, "creator-child.ts"), JSON.stringify(order)],
        { stdio: ["ignore", "ignore", "inherit"] },
      );
      const gone = once(child, "exit");
      await expect
        .poll(() => simulator.ledger().length, { timeout: 60_000, interval: 1 })
        .toBeGreaterThanOrEqual(cutAfter);
      child.kill("SIGKILL");
      await gone;

      const client = createUpstreamClient();
      const worker = startSettleWorker({
        ...books.deps,
        instanceId: randomUUID(),
        client,
        random: Math.random,
        soleInstance: true,
        upstreams: books.running.upstreams,
        grace: { completeMs: 2_000, incompleteMs: 1_000_000 },
        schedule: { firstMs: 50, growth: 1.2, maxMs: 200, jitter: 0.2 },
        tickMs: 50,
      });
      await expect
        .poll(() => books.count("jobs where outcome_unknown"), { timeout: 60_000 })
        .toBe(0);
      const taken = simulator.ledger().length;
      expect(await books.count("jobs where provider_job_id is not null")).toBe(taken);
      expect(await books.count("jobs where state = 'held'")).toBe(0);
      await expect
        .poll(() => books.count("jobs where state = 'succeeded'"), { timeout: 60_000 })
        .toBe(taken);
      expect(await books.count("outbox where payload->>'state' = 'succeeded'")).toBe(taken);
      await worker.close();
      await client.close();
      await books.close();
      await simulator.close();
    },
  );
});
