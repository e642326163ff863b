import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSettleWorker } from "../../../ingest/settle/start-worker.ts";
import { createUpstreamClient, UPSTREAM_CALL } from "../../../ingest/settle/upstream-client.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { videoObject } from "../../support/scripted-upstream.ts";

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

/** Longer than our own calls hold. */
const CLIP = "QUJD".repeat(UPSTREAM_CALL.maxBodyBytes / 3);

/** A create that is taken; its job is then answered with its clip in the answer. */
async function made(end: (id: string) => string): Promise<{ id: string; generationId: string }> {
  const id = randomUUID();
  stack.upstream.answer = ({ method }, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(method === "POST" ? JSON.stringify(videoObject({ id })) : end(id));
  };
  const body = '{"prompt":"x","model":"sora-2"}';
  const answer = await stack.call("openai", "/v1/videos", { method: "POST", body });
  await answer.arrayBuffer();
  return { id, generationId: answer.headers.get("reelmeter-generation-id") ?? "" };
}

const done = (id: string) =>
  JSON.stringify({ ...videoObject({ id, status: "completed" }), clip: CLIP, inference_time_s: 9 });

describe("an answer with a clip in it, longer than is held,", () => {
  it("passes to the byte and is read all the same", async () => {
    const { id, generationId } = await made(done);
    const answer = await stack.call("openai", `/v1/videos/${id}`);
    expect((await answer.text()) === done(id)).toBe(true);
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({
      state: "succeeded",
      gpu_ms: "9000",
      cost: "0.400000000",
    });
  });

  it("says nothing when it is broken, and passes", async () => {
    const broken = (id: string) => done(id).slice(0, -1);
    const { id, generationId } = await made(broken);
    const answer = await stack.call("openai", `/v1/videos/${id}`);
    expect((await answer.text()) === broken(id)).toBe(true);
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({ state: "submitted" });
  });

  it("settles by the worker's own call", async () => {
    const { generationId } = await made(done);
    const client = createUpstreamClient();
    const worker = startSettleWorker({
      ...stack.deps,
      client,
      random: Math.random,
      soleInstance: true,
      upstreams: stack.running.upstreams,
      tickMs: 20,
    });
    await stack.pg.sql`update jobs set next_poll_at = now() where generation_id = ${generationId}`;
    await expect
      .poll(async () => (await stack.row(generationId))["state"], { timeout: 10_000 })
      .toBe("succeeded");
    await worker.close();
    await client.close();
    expect(await stack.row(generationId)).toMatchObject({ gpu_ms: "9000", next_poll_at: null });
  });
});
