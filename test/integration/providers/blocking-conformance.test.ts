import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ownJobId } from "../../../ingest/own-job-id.ts";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";
import { startSettleWorker } from "../../../ingest/settle/start-worker.ts";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { bumpConfigRevision } from "../../../db/postgres/bump-revision.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { BLOCKING_FIXTURES } from "../../support/provider-fixtures/blocking-fixtures.ts";
import type { WireAnswer } from "../../support/provider-fixtures/provider-fixture.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { quotaRule } from "../../support/quota-rule.ts";
import { writeRule } from "../../support/quota-world.ts";

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

function send(response: ServerResponse, { status, text, headers }: WireAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
}

const settledRow = async (generationId: string) => {
  await stack.drain();
  return stack.row(generationId);
};

/** A worker that knows that every other process is dead, and gives nothing up later than at once. */
async function recover(until: () => Promise<void>): Promise<void> {
  const client = createUpstreamClient();
  const worker = startSettleWorker({
    ...stack.deps,
    instanceId: randomUUID(),
    client,
    random: Math.random,
    soleInstance: true,
    upstreams: stack.running.upstreams,
    grace: { completeMs: 0, incompleteMs: 3_600_000 },
    tickMs: 20,
  });
  await until();
  await worker.close();
  await client.close();
}

describe.each(BLOCKING_FIXTURES)(
  "the wire of $provider, whose creates end with their clip,",
  (wire) => {
    const { provider, createPath, stories } = wire;
    const adapter = ADAPTERS.find((each) => each.provider === provider);
    beforeEach(() => {
      stack.upstream.seen.length = 0;
    });

    /** To the last byte, which is when it is in the books. */
    async function create(headers: Record<string, string> = {}) {
      const body = JSON.stringify(wire.createBody);
      const answer = await stack.call(provider, createPath, { method: "POST", body, headers });
      const generationId = answer.headers.get("reelmeter-generation-id") ?? "";
      return { status: answer.status, text: await answer.text(), generationId };
    }

    it.each(stories)("books $name by the answer of its create", async (story) => {
      stack.upstream.answer = (_request, response) => send(response, story.answer);
      const answer = await create();
      expect(answer.status).toBe(story.answer.status);
      expect(answer.text).toBe(story.answer.text);
      const { generationId } = answer;
      await expect
        .poll(async () => (await settledRow(generationId))["first_downloaded_at"] !== null)
        .toBe(story.holdsClip);
      expect(await stack.row(generationId)).toMatchObject({
        provider,
        provider_job_id: ownJobId(generationId),
        model: wire.model,
        resolution: wire.resolution,
        requested_seconds: wire.requestedSeconds,
        state: story.state,
        video_seconds: story.videoSeconds,
        failure_kind: story.failure?.[0] ?? null,
        failure_code: story.failure?.[1] ?? null,
        cost_basis: story.state === "succeeded" ? "unpriced" : "rate_card",
        cost: story.state === "succeeded" ? null : "0.000000000",
        gpu_ms: story.gpuMs === null ? null : String(story.gpuMs),
        gpu_basis: story.gpuMs === null ? null : "reported",
        next_poll_at: null,
        downloads_pass: wire.downloadsPass,
      });
    });

    it("costs GPU time on GPUs of its own: measured from the send to the last byte, unless reported", async () => {
      const upstreamId = stack.upstreamIds.get(provider) ?? "";
      const refresh = async () => {
        await bumpConfigRevision(stack.pg.drizzle);
        await stack.running.refresh();
      };
      await stack.pg.sql`
        insert into fleet_versions (id, workspace_id, upstream_id, valid_from, gpu_type, gpu_count, usd_per_hour)
        values (${randomUUID()}, ${stack.workspaceId}, ${upstreamId}, '2026-01-01', 'H100', 2, 3.6)`;
      await refresh();
      const [story] = stories;
      stack.upstream.answer = (_request, response) => send(response, story.answer);
      const { generationId } = await create();
      const row = await settledRow(generationId);
      await stack.pg.sql`delete from fleet_versions where upstream_id = ${upstreamId}`;
      await refresh();
      const ms = Number(row["gpu_ms"]);
      const at = (column: string) => Date.parse(String(row[column]));
      const wallMs = at("finished_at") - at("started_at");
      expect(row["gpu_basis"]).toBe(story.gpuMs === null ? "measured" : "reported");
      expect(ms).toBe(story.gpuMs ?? wallMs * 2);
      expect(at("started_at")).toBeGreaterThanOrEqual(at("created_at"));
      expect(row["submitted_at"]).toEqual(row["started_at"]);
      // $3.60 an hour is a thousand nano a millisecond.
      expect(row).toMatchObject({ cost_basis: "gpu_time", cost: (ms / 1e6).toFixed(9) });
    });

    it("costs nothing and gives its hold back when it is refused", async () => {
      const { answer: refusal, code, says } = wire.refusal;
      stack.upstream.answer = (_request, response) => send(response, refusal);
      const answer = await create();
      expect(answer.status).toBe(refusal.status);
      expect(answer.text).toBe(refusal.text);
      expect(await stack.row(answer.generationId)).toMatchObject({
        state: "failed",
        cost: "0.000000000",
        failure_kind: "rejected",
        failure_code: code,
        failure_message: says,
      });
    });

    it("has failed when it breaks in its own words, for nobody can be asked afterwards", async () => {
      stack.upstream.answer = (_request, response) => send(response, wire.broken.answer);
      const answer = await create();
      expect(answer.status).toBe(wire.broken.answer.status);
      expect(await settledRow(answer.generationId)).toMatchObject({
        state: "failed",
        cost: "0.000000000",
        failure_kind: "provider_error",
        failure_code: wire.broken.code,
        next_poll_at: null,
      });
    });

    it("is lost when its answer is cut, and keeps its estimate with the reason", async () => {
      stack.upstream.answer = (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
        response.write('{"data":', () => response.destroy());
      };
      const answer = await create();
      expect(answer.status).toBe(502);
      const { generationId } = answer;
      await recover(() =>
        expect.poll(async () => (await stack.row(generationId))["state"]).toBe("lost"),
      );
      expect(await stack.row(generationId)).toMatchObject({
        failure_kind: "unknown_outcome",
        failure_code: "no_poll",
        failure_message: expect.stringContaining("nobody can be asked"),
      });
      expect(stack.upstream.seen).toHaveLength(1);
    });

    it("is lost when the process that waited for it is gone, and taken back when it was not", async () => {
      const [story] = stories;
      const asked: ServerResponse[] = [];
      stack.upstream.answer = (_request, response) => void asked.push(response);
      const waiting = create();
      await expect.poll(() => asked.length).toBe(1);
      const [{ id }] = await stack.pg.sql<[{ id: string }]>`
      select generation_id as id from jobs where provider = ${provider} order by created_at desc limit 1`;
      await recover(() => expect.poll(async () => (await stack.row(id))["state"]).toBe("lost"));
      expect(await stack.row(id)).toMatchObject({ failure_code: "no_poll" });
      const [response] = asked;
      if (response !== undefined) send(response, story.answer);
      expect((await waiting).status).toBe(200);
      expect(await settledRow(id)).toMatchObject({ state: "succeeded", failure_code: null });
    });

    it("answers a repeat with the first answer, and makes nothing again", async () => {
      const [story] = stories;
      stack.upstream.answer = (_request, response) => send(response, story.answer);
      const named = { "idempotency-key": randomUUID() };
      const first = await create(named);
      const again = await create(named);
      expect(again).toEqual(first);
      expect(stack.upstream.seen).toHaveLength(1);
    });

    it("refuses in the provider's own shape, and passes nothing that is not declared", async () => {
      const answer = await stack.call(provider, `${createPath}/some-job`);
      expect(answer.status).toBe(404);
      const body: unknown = await answer.json();
      expect(adapter?.isProviderError(body)).toBe(true);
      expect(adapter?.errorOf(body).message).toContain("no such route");
      for (const odd of [null, [], "no", {}, { error: 5 }, { detail: 5 }, { status: "done" }]) {
        expect(adapter?.isProviderError(odd)).toBe(false);
      }
      expect(stack.upstream.seen).toEqual([]);
    });

    it("never passes a limit, however many wait for their clips together", async () => {
      const rule = {
        ...quotaRule({ subject: { user: `u_${provider}` }, limit: "3" }),
        id: randomUUID(),
      };
      await writeRule(stack.pg, stack.workspaceId, rule);
      await stack.running.refresh();
      const [story] = stories;
      const waiting: ServerResponse[] = [];
      stack.upstream.answer = (_request, response) => void waiting.push(response);
      const user = { "reelmeter-user": `u_${provider}` };
      const burst = Array.from({ length: 12 }, () => create(user));
      await expect.poll(() => waiting.length).toBe(3);
      expect((await Promise.any(burst)).status).toBe(429);
      for (const response of waiting) send(response, story.answer);
      const statuses = (await Promise.all(burst)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 200)).toHaveLength(3);
      expect(statuses.filter((status) => status === 429)).toHaveLength(9);
      expect((await create(user)).status).toBe(429);
      expect(waiting).toHaveLength(3);
    });
  },
);

describe("the files that LocalAI's answers name", () => {
  it("are handed to the workspace whose clip it is, and make it downloaded", async () => {
    const file = `${randomUUID()}.mp4`;
    const clip = Buffer.alloc(5_000, 7);
    stack.upstream.answer = ({ method, url }, response) => {
      if (method === "GET" && url === `/generated-videos/${file}`) {
        response.writeHead(200, { "content-type": "video/mp4" }).end(clip);
      } else {
        const url = `${stack.upstream.url}/generated-videos/${file}`;
        send(response, { status: 200, text: JSON.stringify({ data: [{ url }] }) });
      }
    };
    const body = '{"model":"wan","prompt":"x"}';
    const made = await stack.call("localai", "/video", { method: "POST", body });
    const told = (await made.json()) as { data: { url: string }[] };
    const own = `${stack.url}/proxy/localai/generated-videos/${file}`;
    expect(told.data[0]?.url).toBe(own);
    const answer = await stack.call("localai", `/generated-videos/${file}`);
    expect(Buffer.from(await answer.arrayBuffer()).equals(clip)).toBe(true);
    const generationId = made.headers.get("reelmeter-generation-id") ?? "";
    await expect
      .poll(async () => (await stack.row(generationId))["first_downloaded_at"])
      .not.toBeNull();
    stack.upstream.seen.length = 0;
    const other = await stack.call("localai", "/generated-videos/another.mp4");
    expect(other.status).toBe(404);
    expect(stack.upstream.seen).toEqual([]);
  });
});

it("is lost too when only its outcome did not reach the books", async () => {
  stack.upstream.answer = (_request, response) =>
    send(response, { status: 200, text: '{"b64_video":"AAAA"}' });
  const answer = await stack.call("nim", "/v1/infer", { method: "POST", body: '{"prompt":"x"}' });
  await answer.arrayBuffer();
  const id = answer.headers.get("reelmeter-generation-id") ?? "";
  await stack.drain();
  await stack.pg.sql`update jobs set state = 'submitted', settled_at = null, next_poll_at = now()
    where generation_id = ${id}`;
  await recover(() => expect.poll(async () => (await stack.row(id))["state"]).toBe("lost"));
  expect(await stack.row(id)).toMatchObject({ failure_code: "no_poll", next_poll_at: null });
  expect(stack.upstream.seen.some(({ method }) => method === "GET")).toBe(false);
});
