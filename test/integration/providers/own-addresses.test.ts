import { gzipSync } from "node:zlib";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";
import { startScriptedUpstream, type ScriptedUpstream } from "../../support/scripted-upstream.ts";

const MAX_ANSWER_BYTES = 2_000;
const CREATE = JSON.stringify({ model: "google/veo-3.1", prompt: "x", duration: 8 });

describe("addresses in OpenRouter's answers", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;
  let id: string;
  const theirs = (path = "") => `${upstream.url}/api/v1/videos/${id}${path}`;
  const ours = (path = "") => `${proxy.url}/proxy/openrouter/api/v1/videos/${id}${path}`;
  const answerOf = (extra: string) =>
    `{"id":"${id}","polling_url":"${theirs()}","status":"completed",
  "unsigned_urls":["${theirs("/content?index=0")}","https://cdn.example/a"],"usage":{"cost":0.80}${extra}}`;
  const ownAnswerOf = (extra: string) => answerOf(extra).replaceAll(`"${theirs()}`, `"${ours()}`);

  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    proxy = await startProxy({
      upstreamUrl: `${upstream.url}/api/v1`,
      provider: "openrouter",
      limits: { maxAnswerBytes: MAX_ANSWER_BYTES },
    });
  });
  afterAll(async () => {
    await proxy.close();
    await upstream.close();
  });
  beforeEach(() => {
    id = `gen-vid-${randomUUID()}`;
  });

  const call = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    fetch(`${proxy.url}/proxy/openrouter/api/v1${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${proxy.key}`,
        "content-type": "application/json",
        ...headers,
      },
    });

  async function create(): Promise<void> {
    upstream.answer = (_request, response) => {
      response.writeHead(202, { "content-type": "application/json" });
      response.end(JSON.stringify({ id, polling_url: theirs(), status: "pending" }));
    };
    const made = await call("/videos", { method: "POST", body: CREATE });
    expect(await made.json()).toMatchObject({ polling_url: ours() });
  }

  it("lead back here, in a create, its repeats and its polls", async () => {
    upstream.seen.length = 0;
    upstream.answer = (_request, response) => {
      const text = JSON.stringify({ id, polling_url: theirs(), status: "pending" });
      response.writeHead(202, { "content-type": "application/json", etag: '"1"' }).end(text);
    };
    const key = { "idempotency-key": randomUUID() };
    const first = await call("/videos", { method: "POST", body: CREATE }, key);
    const text = await first.text();
    expect(JSON.parse(text)).toEqual({ id, polling_url: ours(), status: "pending" });
    expect(first.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(first.headers.get("etag")).toBeNull();
    const again = await call("/videos", { method: "POST", body: CREATE }, key);
    expect(again.headers.get("reelmeter-idempotent-replay")).toBe("true");
    expect(await again.text()).toBe(text);
    expect(upstream.seen).toHaveLength(1);

    upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(answerOf(""));
    };
    const poll = await fetch(JSON.parse(text).polling_url, {
      headers: { authorization: `Bearer ${proxy.key}` },
    });
    expect(await poll.text()).toBe(ownAnswerOf(""));
    expect(upstream.seen.at(-1)?.url).toBe(`/api/v1/videos/${id}`);
  });

  it.each([
    ["of a named length", { sized: true, gzip: false }],
    ["of unknown length", { sized: false, gzip: false }],
    ["encoded although nobody asked for it", { sized: true, gzip: true }],
  ])("are ours in an answer %s, whose length is right", async (_name, { sized, gzip }) => {
    await create();
    upstream.answer = (request, response) => {
      expect(request.headers["accept-encoding"]).toBe("identity");
      const bytes = gzip ? gzipSync(answerOf("")) : Buffer.from(answerOf(""));
      response.writeHead(200, {
        "content-type": "application/json",
        ...(sized ? { "content-length": String(bytes.length) } : {}),
        ...(gzip ? { "content-encoding": "gzip" } : {}),
      });
      response.write(bytes.subarray(0, 40));
      response.end(bytes.subarray(40));
    };
    const poll = await call(`/videos/${id}`);
    const text = await poll.text();
    expect(text).toBe(ownAnswerOf(""));
    expect(poll.headers.get("content-length")).toBe(String(Buffer.byteLength(text)));
    expect(poll.headers.get("content-encoding")).toBeNull();
    await expect
      .poll(() => proxy.requestLog.records.at(-1)?.bytesOut)
      .toBe(Buffer.byteLength(text));
    const seen = proxy.jobBook.of("observe").at(-1)?.observation;
    expect(seen).toMatchObject({
      status: "succeeded",
      reportedCost: { amount: 800_000_000n, currency: "USD" },
    });
  });

  it.each([true, false])("stay in an answer too long to be held (sized: %s)", async (sized) => {
    await create();
    const long = answerOf(`,"padding":"${"é".repeat(MAX_ANSWER_BYTES)}"`);
    upstream.answer = (_request, response) => {
      const bytes = Buffer.from(long);
      const length = sized ? { "content-length": String(bytes.length) } : {};
      response.writeHead(200, { "content-type": "application/json", ...length });
      response.write(bytes.subarray(0, 500));
      response.write(bytes.subarray(500, 900));
      response.end(bytes.subarray(900));
    };
    const poll = await call(`/videos/${id}`);
    expect(await poll.text()).toBe(long);
  });

  it("are found by the catalogue of models too, which belongs to nobody and passes as it is", async () => {
    const models = '{ "data" : [ {"id":"google/veo-3.1", "x": 1.0} ] }';
    upstream.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(models);
    const answer = await call("/videos/models");
    expect(await answer.text()).toBe(models);
    expect(upstream.seen.at(-1)?.url).toBe("/api/v1/videos/models");
  });
});
