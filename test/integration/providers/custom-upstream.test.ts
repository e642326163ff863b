import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSettleWorker } from "../../../ingest/settle/start-worker.ts";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { CREDENTIAL, type CollectingLog } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { inventedWire } from "../../support/provider-fixtures/wire-fixtures.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

let server: PostgresServer;
let stack: ProviderStack;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

async function create(headers: Record<string, string> = {}): Promise<string> {
  const id = randomUUID();
  stack.upstream.seen.length = 0;
  stack.upstream.answer = (_request, response) => sendJson(response, 202, { ticket: id });
  const body = JSON.stringify(inventedWire.createBody);
  const made = await stack.call("acme", inventedWire.createPath, { method: "POST", body, headers });
  expect(made.status).toBe(202);
  return made.headers.get("reelmeter-generation-id") ?? "";
}

async function setWire(wire: object): Promise<void> {
  await stack.pg
    .sql`update upstreams set wire = ${JSON.stringify(wire)}::jsonb where slug = 'acme'`;
  await stack.running.refresh();
}

describe("an upstream whose wire is described", () => {
  it("gets our credential where its wire says, and nothing of what a client sends there", async () => {
    await create({ "x-acme-key": "rm_live_mistaken", "x-other": "passes" });
    const [seen] = stack.upstream.seen;
    const sent = seen?.rawHeaders.filter(
      (_, at, all) => all[at - 1]?.toLowerCase() === "x-acme-key",
    );
    expect(sent).toEqual([`Key ${CREDENTIAL}`]);
    expect(seen?.headers).toMatchObject({ "x-other": "passes" });
    expect(seen?.headers.authorization).toBeUndefined();
  });

  it("keeps its open jobs waiting while its wire can't be used, says why, and settles them afterwards", async () => {
    const generationId = await create();
    const { provider_job_id: id } = await stack.row(generationId);
    await setWire({ provider: "acme" });
    const { lines } = stack.deps.log as CollectingLog;
    expect(lines.at(-1)).toMatchObject({
      level: "error",
      message: "upstream disabled: its row can't be used",
      fields: { upstream: "acme", err: { issues: expect.anything() } },
    });
    expect((await stack.call("acme", inventedWire.pollPath(String(id)))).status).toBe(404);
    stack.upstream.answer = (_request, response) =>
      sendJson(response, 200, { job: { state: 2, bill: { cents: "25", in: "EUR" } } });
    const client = createUpstreamClient();
    const worker = startSettleWorker({
      ...stack.deps,
      client,
      random: Math.random,
      soleInstance: true,
      upstreams: stack.running.upstreams,
      schedule: { firstMs: 20, growth: 1.2, maxMs: 60, jitter: 0 },
      tickMs: 20,
    });
    await stack.pg.sql`update jobs set next_poll_at = now() where generation_id = ${generationId}`;
    expect(await stack.row(generationId)).toMatchObject({ state: "submitted", provider: "acme" });

    await setWire(inventedWire.wire ?? {});
    await expect
      .poll(async () => (await stack.row(generationId))["state"], { timeout: 10_000 })
      .toBe("succeeded");
    await worker.close();
    await client.close();
    expect(await stack.row(generationId)).toMatchObject({
      cost: "0.250000000",
      currency: "EUR",
      cost_basis: "reported",
    });
  });

  it("settles a create whose answer is the outcome, whether that is JSON or the clip itself", async () => {
    const wire = inventedWire.wire as { routes: readonly object[]; answer: object };
    await setWire({ ...wire, routes: [{ ...wire.routes[0], blocking: true }] });
    const body = JSON.stringify(inventedWire.createBody);
    const end = async () => {
      const answer = await stack.call("acme", inventedWire.createPath, { method: "POST", body });
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
      await stack.drain();
      return stack.row(answer.headers.get("reelmeter-generation-id") ?? "");
    };
    const bill = { cents: 37.5, in: "EUR" };
    stack.upstream.answer = (_request, response) =>
      sendJson(response, 200, { ticket: "t", job: { state: 2, gpu: 12.5, bill } });
    expect(await end()).toMatchObject({
      state: "succeeded",
      cost: "0.375000000",
      cost_basis: "reported",
      gpu_ms: "12500",
      next_poll_at: null,
    });
    stack.upstream.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "video/mp4" }).end(Buffer.alloc(2_000, 1));
    expect(await end()).toMatchObject({
      state: "succeeded",
      cost: "0.400000000",
      cost_basis: "rate_card",
      next_poll_at: null,
    });
  });

  it("hands addresses of its own out as ours, and stops a job by its own call", async () => {
    await setWire({
      ...inventedWire.wire,
      answer: { ...(inventedWire.wire as { answer: object }).answer, urls: ["job.links[0].self"] },
    });
    const generationId = await create();
    const { provider_job_id: id } = await stack.row(generationId);
    const self = `${stack.upstream.url}/v3/jobs/${String(id)}/clip`;
    stack.upstream.answer = (_request, response) =>
      sendJson(response, 200, { job: { state: 4, links: [{ self }] } });
    const stopped = await stack.call("acme", `/v3/jobs/${String(id)}/stop`, { method: "POST" });
    expect(await stopped.json()).toMatchObject({
      job: { links: [{ self: `${stack.url}/proxy/acme/v3/jobs/${String(id)}/clip` }] },
    });
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({
      state: "cancelled",
      cost: "0.400000000",
      currency: "EUR",
      cost_basis: "rate_card",
    });
    expect((await stack.call("acme", "/v3/admin")).status).toBe(404);
  });
});
