import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { comfyuiAdapter } from "../../../ingest/providers/comfyui/comfyui-adapter.ts";
import { pollJob } from "../../../ingest/settle/poll-job.ts";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { CREDENTIAL } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  CLIP_FILE,
  COMFYUI_WORKFLOW,
  historyOf,
  STARTED_AT_MS,
} from "../../support/provider-fixtures/comfyui-fixture.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";
import { sendJson } from "../../support/scripted-upstream.ts";

const CLIP = Buffer.alloc(5_000, 7);

let server: PostgresServer;
let stack: ProviderStack;
let sockets: WebSocketServer;
/** The upstream's ends, in the order in which they were opened, and what was asked for each. */
const ends: WebSocket[] = [];
const asked: IncomingMessage[] = [];
const opened: WebSocket[] = [];
let id: string;
/** What the history shows. */
let history: object;

beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
  sockets = new WebSocketServer({ server: stack.upstream.server, path: "/ws" });
  sockets.on("connection", (end, request) => {
    ends.push(end);
    asked.push(request);
  });
});
beforeEach(() => {
  id = randomUUID();
  history = {};
  stack.upstream.seen.length = 0;
  stack.upstream.answer = ({ method, url }, response) => {
    if (url === "/prompt") sendJson(response, 200, { prompt_id: id, number: 1, node_errors: {} });
    else if (url.startsWith("/history/")) sendJson(response, 200, history);
    else if (url.startsWith("/view")) {
      response.writeHead(200, { "content-type": "video/mp4" }).end(CLIP);
    } else if (method === "POST") response.writeHead(200).end();
    else response.writeHead(500).end();
  };
});
afterAll(async () => {
  for (const socket of opened) socket.terminate();
  sockets.close();
  await stack.close();
  await server.close();
});

const post = (path: string, body: object, key = stack.key) =>
  stack.call("comfyui", path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}` },
  });
const create = (key?: string) =>
  post("/prompt", { client_id: "c1", prompt: COMFYUI_WORKFLOW }, key);

async function booked(promptId = id): Promise<Record<string, unknown>> {
  await stack.drain();
  const [row] = await stack.pg.sql`select * from jobs where provider_job_id = ${promptId}`;
  return { ...row };
}

const paths = () => stack.upstream.seen.map(({ method, url }) => `${method} ${url}`);

describe("a workflow of ComfyUI", () => {
  it("is still under way while the history shows nothing of it, and is never taken for lost", async () => {
    await create();
    for (let turn = 0; turn < 4; turn += 1) {
      const seen = await stack.call("comfyui", `/history/${id}`);
      expect(await seen.json()).toEqual({});
    }
    expect(await booked()).toMatchObject({ state: "submitted", missing_count: 0 });
  });

  it("is looked for in the queue by our own questions, and is unknown where neither place has it", async () => {
    await create();
    const client = createUpstreamClient();
    const upstream = stack.running.upstreams().find(({ slug }) => slug === "comfyui");
    const queue = { queue_running: [] as unknown[], queue_pending: [] as unknown[] };
    const answer = stack.upstream.answer;
    stack.upstream.answer = (request, response) =>
      request.url === "/queue" ? sendJson(response, 200, queue) : answer(request, response);
    if (upstream === undefined) throw new Error("no upstream");
    const job = {
      providerJobId: id,
      model: "m",
      operation: "create" as const,
      dimensions: {},
    };
    const ask = () =>
      pollJob(client, upstream, comfyuiAdapter, { job, source: "worker", now: Date.now });
    const place = (promptId: string) => [1, promptId, {}, {}, ["9"]];
    const unknown = { kind: "seen", observation: { status: "unknown_job" } };
    expect(await ask()).toMatchObject(unknown);
    queue.queue_pending = [place("other"), place(id)];
    expect(await ask()).toMatchObject({ observation: { status: "submitted" } });
    queue.queue_running = [place(id)];
    expect(await ask()).toMatchObject({ observation: { status: "running" } });
    stack.upstream.seen.length = 0;
    history = historyOf(id, "success", ["execution_success", { timestamp: STARTED_AT_MS + 5 }]);
    expect(await ask()).toMatchObject({ observation: { status: "succeeded", gpuMs: 5 } });
    expect(paths()).toEqual([`GET /history/${id}`]);
    await client.close();
  });

  it("hands its own files out, by any way of saying the default, and no others", async () => {
    await create();
    history = historyOf(
      id,
      "success",
      ["execution_success", { timestamp: STARTED_AT_MS + 1_000 }],
      { "9": { images: [CLIP_FILE(id)] } },
    );
    const name = `boats_${id}_.mp4`;
    const view = (query: string) => stack.call("comfyui", `/view?${query}`);
    expect((await view(`filename=${name}&subfolder=video&type=output`)).status).toBe(404);
    await (await stack.call("comfyui", `/history/${id}`)).arrayBuffer();
    for (const query of [
      `filename=${name}&subfolder=video&type=output`,
      `filename=${name}&subfolder=video`,
    ]) {
      const answer = await view(query);
      expect(answer.status).toBe(200);
      expect(Buffer.from(await answer.arrayBuffer()).equals(CLIP)).toBe(true);
    }
    for (const query of [
      `filename=${name}`,
      `filename=${name}&subfolder=video&type=input`,
      `filename=..%2F${name}&subfolder=video&type=output`,
      `filename=${name}&filename=other.mp4&subfolder=video&type=output`,
      "filename=other.mp4&subfolder=video&type=output",
    ]) {
      expect((await view(query)).status).toBeGreaterThanOrEqual(400);
    }
    expect(paths().filter((path) => path.startsWith("GET /view"))).toHaveLength(2);
  });

  it("has the id that the server gives it: one of the client's own could be another workflow's", async () => {
    const answer = await post("/prompt", { prompt_id: randomUUID(), prompt: COMFYUI_WORKFLOW });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      error: { type: "unsupported_value", extra_info: { reelmeter: { param: "prompt_id" } } },
    });
    expect(stack.upstream.seen).toEqual([]);
  });

  it("is interrupted by its own id alone", async () => {
    await create();
    expect((await post("/interrupt", {})).status).toBe(400);
    expect((await post("/interrupt", { prompt_id: "not-ours" })).status).toBe(404);
    expect(paths()).toEqual(["POST /prompt"]);
    expect((await post("/interrupt", { prompt_id: id })).status).toBe(200);
    expect(stack.upstream.seen.at(-1)?.body.toString()).toBe(JSON.stringify({ prompt_id: id }));
  });

  it("shows nothing of the server's queue, history, models or files", async () => {
    for (const path of ["/queue", "/history", "/object_info", "/system_stats", "/prompt"]) {
      expect((await stack.call("comfyui", path)).status).toBe(404);
    }
    expect((await post("/queue", { clear: true })).status).toBe(404);
    expect((await post("/history", { clear: true })).status).toBe(404);
    expect(stack.upstream.seen).toEqual([]);
  });
});

interface Listening {
  readonly client: WebSocket;
  /** The upstream's end. */
  readonly end: WebSocket;
  /** Types of text messages, and `binary` with the last byte of others. */
  readonly heard: string[];
}

async function listen(
  path = "/ws?clientId=c1",
  key: string | null = stack.key,
): Promise<Listening> {
  const before = ends.length;
  const client = new WebSocket(`${stack.url.replace("http", "ws")}/proxy/comfyui${path}`, {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  });
  opened.push(client);
  const heard: string[] = [];
  client.on("message", (data: Buffer, binary) =>
    heard.push(binary ? `binary ${data.at(-1)}` : JSON.parse(data.toString()).type),
  );
  await once(client, "open");
  const end = ends[before];
  if (end === undefined) throw new Error("no websocket at the upstream");
  return { client, end, heard };
}

const say = (end: WebSocket, type: string, data: object): void =>
  end.send(JSON.stringify({ type, data }));
const STATUS = { status: { exec_info: { queue_remaining: 1 } } };

/** A workspace of its own on the same server, with a key. */
async function anotherWorkspace(): Promise<string> {
  const workspaceId = `ws_${randomBytes(6).toString("hex")}`;
  const key = `rm_live_${randomBytes(32).toString("base64url")}`;
  await stack.pg.sql`
    insert into workspaces (id, name, slug) values (${workspaceId}, 'Other', ${workspaceId})`;
  await stack.addUpstream({ workspaceId, provider: "comfyui" });
  await stack.pg.sql`
    insert into keys (id, workspace_id, name, kind, sha256, prefix, last4)
    values (${randomUUID()}, ${workspaceId}, 'test', 'proxy', ${createHash("sha256").update(key).digest()}, 'rm_live_', 'last')`;
  await stack.running.refresh();
  return key;
}

describe("the websocket of ComfyUI", () => {
  it("tells a client of its own workflow to the end, which settles it with the time it took", async () => {
    const { end, heard, client } = await listen();
    expect(asked.at(-1)?.url).toBe("/ws?clientId=c1");
    expect(asked.at(-1)?.headers.authorization).toBe(`Bearer ${CREDENTIAL}`);
    say(end, "status", STATUS);
    await create();
    const about = { prompt_id: id };
    say(end, "execution_start", { ...about, timestamp: STARTED_AT_MS });
    say(end, "executing", { ...about, node: "3" });
    say(end, "progress", { ...about, node: "3", value: 12, max: 20 });
    await expect.poll(async () => (await booked())["state"]).toBe("running");
    say(end, "executed", { ...about, node: "9", output: { images: [CLIP_FILE(id)] } });
    say(end, "execution_success", { ...about, timestamp: STARTED_AT_MS + 93_211 });
    say(end, "executing", { ...about, node: null });
    const all = ["status", "execution_start", "executing", "progress", "executed"];
    await expect.poll(() => heard).toEqual([...all, "execution_success", "executing"]);
    await expect
      .poll(async () => booked())
      .toMatchObject({
        state: "succeeded",
        cost: "0.046605500",
        cost_basis: "gpu_time",
        gpu_ms: "93211",
        gpu_basis: "reported",
      });
    client.close();
    await once(end, "close");
  });

  it("passes no message about another workspace's workflow, nor one that names none", async () => {
    const other = await anotherWorkspace();
    const { end, heard, client } = await listen();
    await create(other);
    const foreign = { prompt_id: id };
    say(end, "execution_start", { ...foreign, timestamp: STARTED_AT_MS });
    say(end, "executed", { ...foreign, node: "9", output: { images: [CLIP_FILE(id)] } });
    end.send(Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 99]));
    say(end, "execution_success", { ...foreign, timestamp: STARTED_AT_MS + 5 });
    say(end, "crystools.monitor", { cpu: 5 });
    say(end, "progress", { value: 1, max: 2 });
    end.send("not json");
    say(end, "execution_start", { prompt_id: "nobodys" });
    id = randomUUID();
    await create();
    say(end, "execution_start", { prompt_id: id, timestamp: STARTED_AT_MS });
    end.send(Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 42]));
    const metadata = Buffer.from(JSON.stringify({ prompt_id: foreign.prompt_id, node_id: "3" }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(metadata.length);
    end.send(Buffer.concat([Buffer.from([0, 0, 0, 4]), length, metadata, Buffer.from([98])]));
    say(end, "status", STATUS);
    await expect.poll(() => heard.toSorted()).toEqual(["binary 42", "execution_start", "status"]);
    expect(await booked(foreign.prompt_id)).toMatchObject({ state: "submitted" });
    client.close();
    await once(end, "close");
  });

  it("holds what comes before the create is in the books, and passes it in its order", async () => {
    const { end, heard, client } = await listen();
    say(end, "execution_start", { prompt_id: id, timestamp: STARTED_AT_MS });
    say(end, "execution_success", { prompt_id: id, timestamp: STARTED_AT_MS + 10 });
    say(end, "executing", { prompt_id: id, node: null });
    await create();
    await expect
      .poll(() => heard, { timeout: 5_000 })
      .toEqual(["execution_start", "execution_success", "executing"]);
    expect(await booked()).toMatchObject({ state: "succeeded", gpu_ms: "10" });
    client.close();
    await once(end, "close");
  });

  it("takes a key from the address, as browsers must send it, and keeps it from the upstream", async () => {
    const { client, end } = await listen(`/ws?clientId=c2&token=${stack.key}`, null);
    expect(asked.at(-1)?.url).toBe("/ws?clientId=c2");
    client.send(JSON.stringify({ type: "feature_flags", data: {} }));
    const [message] = await once(end, "message");
    expect(JSON.parse(String(message))).toMatchObject({ type: "feature_flags" });
    end.close(4_001, "enough");
    const [code] = await once(client, "close");
    expect(code).toBe(4_001);
  });

  it.each([
    ["comfyui", "/ws?clientId=c1", "rm_live_wrong", 401],
    ["comfyui", "/history/abc", null, 404],
    ["comfyui", "/wss", null, 404],
    ["openai", "/ws", null, 404],
    ["nowhere", "/ws", null, 404],
  ])("is not opened at %s%s with the key %s: %i", async (slug, path, key, status) => {
    const before = ends.length;
    const client = new WebSocket(`${stack.url.replace("http", "ws")}/proxy/${slug}${path}`, {
      headers: { authorization: `Bearer ${key ?? stack.key}` },
    });
    const [, answer] = await once(client, "unexpected-response");
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["reelmeter-request-id"]).toBeDefined();
    expect(ends).toHaveLength(before);
  });

  it("is no page: a plain request for it is told to upgrade", async () => {
    const answer = await stack.call("comfyui", "/ws?clientId=c1");
    expect(answer.status).toBe(426);
    expect(await answer.json()).toMatchObject({ error: { type: "upgrade_required" } });
    expect(stack.upstream.seen).toEqual([]);
  });
});
