import { once } from "node:events";
import { Agent, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { listen, type Listening } from "../../../server/listen.ts";
import { sendRaw } from "../../support/raw-http.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const sockets = new WebSocketServer({ noServer: true });
let port: Listening;
let plain: Listening;

beforeAll(async () => {
  const echo = async (asked: Request) => new Response(`${asked.method} ${await asked.text()}`);
  const at = { host: "127.0.0.1", port: 0 };
  port = await listen(echo, at, (incoming, socket, head) =>
    sockets.handleUpgrade(incoming, socket, head, (client) => client.close(1_000, "hello")),
  );
  plain = await listen(echo, at);
});
afterAll(async () => {
  agent.destroy();
  await port.close();
  await plain.close();
});

const H2C = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "AAMAAABk" };

async function post(body: string, headers: Record<string, string>): Promise<string> {
  const asked = request(port.url, { method: "POST", agent, headers });
  asked.end(body);
  const [answer] = await once(asked, "response");
  let text = "";
  for await (const chunk of answer) text += String(chunk);
  return `${answer.statusCode} ${text}`;
}

describe("a request that asks for another protocol", () => {
  it("is answered as any other when that is not a websocket, its body and what follows included", async () => {
    const long = "x".repeat(300_000);
    expect(await post("short", H2C)).toBe("200 POST short");
    expect(await post(long, H2C)).toBe(`200 POST ${long}`);
    expect(await post("after", {})).toBe("200 POST after");
  });

  it("becomes a websocket when it asks for one", async () => {
    const client = new WebSocket(port.url.replace("http", "ws"));
    const [code, reason] = await once(client, "close");
    expect([code, String(reason)]).toEqual([1_000, "hello"]);
  });

  it.each([
    ["/a/../b", 400],
    ["/%2e%2e/b", 400],
  ])("is refused like any other at %s: %i", async (path, status) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`;
    const { statuses } = await sendRaw(Number(new URL(port.url).port), `${head}\r\n`);
    expect(statuses).toEqual([status]);
  });

  it("is 404 where there are no websockets", async () => {
    const client = new WebSocket(plain.url.replace("http", "ws"));
    const [, answer] = await once(client, "unexpected-response");
    expect(answer.statusCode).toBe(404);
  });
});
