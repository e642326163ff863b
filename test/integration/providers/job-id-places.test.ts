import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProviderAdapter } from "../../../ingest/providers/adapter.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";
import {
  sendJson,
  startScriptedUpstream,
  videoObject,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

const ID = "models/m-1/operations/op-1";

/** A wire whose questions name the job in their query or their body, as some providers' do. */
const elsewhere: ProviderAdapter = {
  ...openaiAdapter,
  provider: "elsewhere",
  routes: [
    { method: "POST", path: "/v1/videos", kind: "create", operation: "create" },
    {
      method: "GET",
      path: "/v1/query",
      kind: "retrieve",
      jobId: { in: "query", name: "task_id" },
    },
    {
      method: "POST",
      path: "/v1/models/{model}:fetch",
      kind: "retrieve",
      jobId: { in: "body", name: "operationName" },
    },
  ],
};

describe("a question that does not name its job in the path", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;
  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    upstream.answer = (_request, response) => sendJson(response, 200, videoObject({ id: ID }));
    proxy = await startProxy({
      upstreamUrl: upstream.url,
      provider: "elsewhere",
      adapters: [elsewhere],
    });
    const made = await call("POST", "/v1/videos", JSON.stringify({ prompt: "x" }));
    expect(made.status).toBe(200);
    upstream.answer = (_request, response) =>
      sendJson(response, 200, videoObject({ id: ID, status: "in_progress", progress: 10 }));
  });
  afterAll(async () => {
    await proxy.close();
    await upstream.close();
  });

  const call = (method: string, path: string, body: string | null = null) =>
    fetch(`${proxy.url}/proxy/elsewhere${path}`, {
      method,
      body,
      headers: { authorization: `Bearer ${proxy.key}`, "content-type": "application/json" },
    });
  const observed = () => proxy.jobBook.of("observe").length;

  it("is about the job in its query, and passes as it is", async () => {
    const before = observed();
    const answer = await call("GET", `/v1/query?task_id=${encodeURIComponent(ID)}&x=1`);
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    expect(upstream.seen.at(-1)?.url).toBe(`/v1/query?task_id=${encodeURIComponent(ID)}&x=1`);
    expect(observed()).toBe(before + 1);
  });

  it("is about the job in its body, and passes as it is", async () => {
    const body = `{ "operationName":"${ID}" , "x": 1.0 }`;
    const answer = await call("POST", "/v1/models/veo-3.1:fetch", body);
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
    expect(upstream.seen.at(-1)?.body.toString()).toBe(body);
    expect(upstream.seen.at(-1)?.method).toBe("POST");
  });

  it.each([
    ["no job", "GET", "/v1/query", null],
    ["two jobs", "GET", "/v1/query?task_id=a&task_id=b", null],
    ["a path out of here", "GET", "/v1/query?task_id=../secrets", null],
    ["no job", "POST", "/v1/models/m:fetch", "{}"],
    ["no JSON", "POST", "/v1/models/m:fetch", ID],
    ["a number", "POST", "/v1/models/m:fetch", '{"operationName":5}'],
  ])("is refused unasked when it names %s: %s %s", async (_name, method, path, body) => {
    const before = upstream.seen.length;
    const answer = await call(method, path, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "invalid_id" } });
    expect(upstream.seen).toHaveLength(before);
  });

  it("is refused when it is longer than any question, and answered 404 for another one's job", async () => {
    const before = upstream.seen.length;
    const long = JSON.stringify({ operationName: ID, padding: "x".repeat(20_000) });
    expect((await call("POST", "/v1/models/m:fetch", long)).status).toBe(413);
    const other = JSON.stringify({ operationName: "models/m-1/operations/op-2" });
    expect((await call("POST", "/v1/models/m:fetch", other)).status).toBe(404);
    expect(upstream.seen).toHaveLength(before);
  });
});
