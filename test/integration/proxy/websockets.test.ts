import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

const MIB = 1_024 * 1_024;

let http: Server;
let upstream: WebSocketServer;
let url: string;
let proxy: StartedProxy | null = null;
const clients: WebSocket[] = [];

beforeEach(async () => {
  http = createServer((_request, response) => response.writeHead(403).end());
  upstream = new WebSocketServer({ server: http, path: "/ws", perMessageDeflate: false });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  for (const end of upstream.clients) end.terminate();
  await proxy?.close();
  proxy = null;
  upstream.close();
  http.close();
  http.closeAllConnections();
});

async function start(options: Partial<Parameters<typeof startProxy>[0]> = {}) {
  const started = await startProxy({ upstreamUrl: url, provider: "comfyui", ...options });
  started.server.on("upgrade", (incoming, socket, head) =>
    started.proxy.upgrade(incoming, socket, head),
  );
  proxy = started;
  return started;
}

function connect({ url: own, key }: StartedProxy, headers = {}): WebSocket {
  const client = new WebSocket(`${own.replace("http", "ws")}/proxy/comfyui/ws?clientId=c1`, {
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  client.on("error", () => undefined);
  clients.push(client);
  return client;
}

/** A client's websocket and the upstream's end of it. */
async function join(started: StartedProxy): Promise<[WebSocket, WebSocket]> {
  const arriving = once(upstream, "connection");
  const client = connect(started);
  await once(client, "open");
  const [end] = await arriving;
  return [client, end];
}

async function refusal(client: WebSocket): Promise<number> {
  const [, answer] = await once(client, "unexpected-response");
  return answer.statusCode;
}

describe("a websocket through the proxy", () => {
  it("is recorded as one request, with what passed, at its end", async () => {
    const started = await start();
    const [client, end] = await join(started);
    const status = JSON.stringify({ type: "status", data: {} });
    end.send(status);
    await once(client, "message");
    client.send("12345");
    await once(end, "message");
    expect(started.requestLog.records).toEqual([]);
    client.close();
    await once(end, "close");
    await expect.poll(() => started.requestLog.records).toHaveLength(1);
    expect(started.requestLog.records[0]).toMatchObject({
      workspaceId: started.workspaceId,
      provider: "comfyui",
      method: "GET",
      route: "/ws",
      status: 101,
      bytesIn: 5,
      bytesOut: status.length,
      errorCode: "",
      clientAborted: false,
    });
    expect(started.logged.join()).not.toContain(started.key);
  });

  it("is refused over the bound, and a place is free again once one has ended", async () => {
    const started = await start({ limits: { maxSockets: 1 } });
    const [client, end] = await join(started);
    expect(await refusal(connect(started))).toBe(503);
    client.close();
    await once(end, "close");
    await expect.poll(() => started.requestLog.records).toHaveLength(2);
    await join(started);
  });

  it("answers in the upstream's place when that can't be reached or does not agree", async () => {
    const started = await start({ upstreamUrl: "http://127.0.0.1:9" });
    expect(await refusal(connect(started))).toBe(502);
    await expect
      .poll(() => started.requestLog.records)
      .toMatchObject([{ status: 502, errorCode: "upstream_unreachable" }]);
    await started.close();
    upstream.options.path = "/elsewhere";
    const other = await start();
    expect(await refusal(connect(other))).toBe(502);
  });

  it("never leads to an address that the upstream may not have", async () => {
    const started = await start({ allowPrivate: false });
    expect(await refusal(connect(started))).toBe(502);
    const named = await startProxy({
      upstreamUrl: url.replace("127.0.0.1", "comfy.example"),
      provider: "comfyui",
      allowPrivate: false,
      lookup: (_host, _options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }]),
    });
    named.server.on("upgrade", (incoming, socket, head) =>
      named.proxy.upgrade(incoming, socket, head),
    );
    expect(await refusal(connect(named))).toBe(502);
    await named.close();
    expect(upstream.clients.size).toBe(0);
  });

  it("refuses what is no handshake before the upstream hears of it", async () => {
    const started = await start();
    const client = new WebSocket(`${started.url.replace("http", "ws")}/proxy/comfyui/ws`, {
      protocolVersion: 8,
      headers: { authorization: `Bearer ${started.key}` },
    });
    expect(await refusal(client)).toBe(400);
    expect(upstream.clients.size).toBe(0);
  });

  it("ends with a code when its key counts no more", async () => {
    let aheadMs = 0;
    const started = await start({
      limits: { socketPingMs: 30 },
      clock: () => Date.now() + aheadMs,
    });
    const { workspaceId } = started;
    const { text: key } = started.directory.addKey({
      workspaceId,
      expiresAtMs: Date.now() + 60_000,
    });
    const [client] = await join({ ...started, key });
    aheadMs = 60_000;
    const [code] = await once(client, "close");
    expect(code).toBe(1_008);
    expect(await refusal(connect({ ...started, key }))).toBe(401);
  });

  it("is cut when an end no longer answers", async () => {
    const started = await start({ limits: { socketPingMs: 30 } });
    const arriving = once(upstream, "connection");
    const client = connect(started);
    const [end] = await arriving;
    end._socket.pause();
    const [code] = await once(client, "close");
    expect(code).toBe(1_006);
  });

  it("ends both ways at a shutdown, which waits for nothing else", async () => {
    const started = await start();
    const [client, end] = await join(started);
    const gone = Promise.all([once(client, "close"), once(end, "close")]);
    await started.proxy.close();
    const [[code], [endCode]] = await gone;
    expect([code, endCode]).toEqual([1_001, 1_001]);
    expect(started.requestLog.records).toMatchObject([{ status: 101 }]);
    expect(await refusal(connect(started))).toBe(503);
  });

  it("is cut at a shutdown from a client that does not say good-bye", async () => {
    const started = await start({ limits: { socketCloseMs: 50 } });
    const [client] = await join(started);
    client.pause();
    await started.proxy.close();
    expect(started.requestLog.records).toHaveLength(1);
  });

  it("lets the upstream wait for a client that does not read", async () => {
    const started = await start();
    const [client, end] = await join(started);
    client.pause();
    const message = JSON.stringify({ type: "status", data: { text: "x".repeat(MIB) } });
    for (let turn = 0; turn < 60; turn += 1) end.send(message);
    await expect
      .poll(() => end.bufferedAmount, { timeout: 5_000, interval: 20 })
      .toBeGreaterThan(20 * MIB);
    let heard = 0;
    client.on("message", () => (heard += 1));
    client.resume();
    await expect.poll(() => heard, { timeout: 10_000 }).toBe(60);
  });

  it("ends when a client sends more than a question", async () => {
    const started = await start({ limits: { maxSocketRequestBytes: 1_000 } });
    const [client, end] = await join(started);
    client.send("x".repeat(2_000));
    const [code] = await once(client, "close");
    expect(code).toBe(1_009);
    await once(end, "close");
  });
});
