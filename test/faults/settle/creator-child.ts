import { randomUUID } from "node:crypto";
import { z } from "zod";
import { openPostgres } from "../../../db/postgres/client.ts";
import { startDirectory } from "../../../ingest/load-directory.ts";
import { createProviderRegistry } from "../../../ingest/providers/registry.ts";
import { openJobBook } from "../../../ingest/settle/open-job-book.ts";
import { startHeartbeat } from "../../../ingest/settle/start-heartbeat.ts";
import { collectingLog, CREDENTIAL, newJob, observation } from "../../support/books.ts";

/** Makes creates through the book until it is killed: admit, call the upstream, book the answer. */
const orders = z.object({
  url: z.string(),
  upstreamUrl: z.string(),
  masterKey: z.string(),
  workspaceId: z.string(),
  upstreamId: z.string(),
  creates: z.number(),
  atOnce: z.number(),
});
const order = orders.parse(JSON.parse(process.argv[2] ?? "{}"));
const made = z.object({ id: z.string() });

const pg = openPostgres({ kind: "url", url: order.url, max: 8 });
const log = collectingLog();
const instanceId = randomUUID();
await startHeartbeat({ pg, instanceId, log });
const running = await startDirectory({ pg, masterKey: Buffer.from(order.masterKey, "hex"), log });
const book = openJobBook({
  pg,
  directory: running.directory,
  providers: createProviderRegistry(),
  reportingCurrency: "USD",
  now: Date.now,
  log,
  instanceId,
  schedule: { firstMs: 50, growth: 1.2, maxMs: 200, jitter: 0.2 },
});
let left = order.creates;
const createAll = async (): Promise<void> => {
  while (left > 0) {
    left -= 1;
    const job = newJob({ ...order, running }, { text: "the same prompt" });
    await book.admit(job, []);
    const response = await fetch(new URL("/v1/videos", order.upstreamUrl), {
      method: "POST",
      headers: { authorization: `Bearer ${CREDENTIAL}`, "content-type": "application/json" },
      body: JSON.stringify({
        prompt: "the same prompt",
        model: "sora-2",
        seconds: "8",
        size: "1280x720",
      }),
    });
    await book.accepted(job, made.parse(await response.json()).id, observation());
  }
};
await Promise.all(Array.from({ length: order.atOnce }, createAll));
await running.close();
await pg.close();
