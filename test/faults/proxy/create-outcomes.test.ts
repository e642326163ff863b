import { once } from "node:events";
import { connect, createServer } from "node:net";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";
import {
  sendJson,
  startScriptedUpstream,
  videoObject,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";

const BODY = JSON.stringify({ prompt: "a paper boat", seconds: "4" });

describe("the outcome of a create", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;

  beforeEach(async () => {
    upstream = await startScriptedUpstream();
    proxy = await startProxy({
      upstreamUrl: upstream.url,
      limits: { createHeadersMs: 400, createAnswerMs: 400, maxAnswerBytes: 10_000 },
    });
  });

  afterEach(async () => {
    await proxy.close();
    await upstream.close();
  });

  const create = () =>
    request(`${proxy.url}/proxy/openai/v1/videos`, {
      method: "POST",
      headers: { authorization: `Bearer ${proxy.key}`, "content-type": "application/json" },
      body: BODY,
    });

  const unknown: readonly {
    readonly name: string;
    readonly answer: ScriptedUpstream["answer"];
    readonly status: number;
  }[] = [
    { name: "never answers", answer: () => undefined, status: 504 },
    {
      name: "cuts the line before its answer",
      answer: (_request, response) => response.destroy(),
      status: 502,
    },
    {
      name: "cuts the line inside its answer",
      answer: (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
        response.write('{"id":"video_1",', () => response.destroy());
      },
      status: 502,
    },
    {
      name: "stops inside its answer",
      answer: (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "500" });
        response.write('{"id":"video_1",');
      },
      status: 504,
    },
    {
      name: "answers 200 with something unreadable",
      answer: (_request, response) => response.end("<html>ok</html>"),
      status: 502,
    },
    {
      name: "answers 200 with too much",
      answer: (_request, response) => response.end(" ".repeat(50_000)),
      status: 502,
    },
    {
      name: "answers 503 without an error of the provider's shape",
      answer: (_request, response) => {
        response.writeHead(503, { "content-type": "text/html" });
        response.end("<h1>try later</h1>");
      },
      status: 502,
    },
  ];

  it.each(unknown)("stays unknown and held when the upstream $name", async ({ answer, status }) => {
    upstream.answer = answer;
    const got = await create();
    expect(got.statusCode).toBe(status);
    expect(got.headers["x-should-retry"]).toBe("false");
    expect(proxy.jobBook.of("outcomeUnknown")).toHaveLength(1);
    expect(proxy.jobBook.of("refusedUpstream")).toHaveLength(0);
    expect(proxy.jobBook.of("accepted")).toHaveLength(0);
    expect(upstream.seen).toHaveLength(1);
  });

  const rejected: readonly { readonly status: number; readonly body: unknown }[] = [
    { status: 400, body: { error: { message: "bad", type: "t", param: null, code: "c" } } },
    { status: 429, body: { error: { message: "slow", type: "t", param: null, code: "c" } } },
    { status: 413, body: "too large" },
    { status: 503, body: { error: { message: "full", type: "server_error", code: null } } },
    { status: 307, body: "" },
  ];

  it.each(rejected)("gives the hold back and passes the answer on: $status", async (scripted) => {
    upstream.answer = (_request, response) => sendJson(response, scripted.status, scripted.body);
    const got = await create();
    expect(got.statusCode).toBe(scripted.status);
    expect(await got.body.json()).toEqual(scripted.body);
    expect(proxy.jobBook.of("refusedUpstream")[0]?.failure.kind).toBe("rejected");
    expect(proxy.jobBook.of("outcomeUnknown")).toHaveLength(0);
  });

  it.each([500, 502, 504])(
    "passes an error of the provider's own on, but asks its list before the hold goes back: %i",
    async (status) => {
      const body = { error: { message: "oops", type: "server_error", code: "broken" } };
      upstream.answer = (_request, response) => sendJson(response, status, body);
      const got = await create();
      expect(got.statusCode).toBe(status);
      expect(await got.body.json()).toEqual(body);
      expect(proxy.jobBook.of("refusedUpstream")).toHaveLength(0);
      expect(proxy.jobBook.of("outcomeUnknown")[0]).toMatchObject({
        refusal: { code: "broken", message: "oops" },
      });
    },
  );

  it("gives the hold back when the upstream can't be reached, for nothing was sent", async () => {
    await upstream.close();
    const got = await create();
    expect(got.statusCode).toBe(502);
    expect(got.headers["x-should-retry"]).toBeUndefined();
    expect(proxy.jobBook.of("refusedUpstream")[0]?.failure).toMatchObject({
      kind: "unreachable",
      code: "upstream_unreachable",
    });
  });

  it("survives an upstream that answers with two lengths: unknown, the connection thrown away", async () => {
    const smuggler = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () =>
        socket.write("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 50\r\n\r\n{}   HTTP"),
      );
    });
    smuggler.listen(0, "127.0.0.1");
    await once(smuggler, "listening");
    const address = smuggler.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await proxy.close();
    proxy = await startProxy({ upstreamUrl: `http://127.0.0.1:${port}` });
    const got = await create();
    expect(got.statusCode).toBe(502);
    expect(proxy.jobBook.of("outcomeUnknown")).toHaveLength(1);
    smuggler.close();
  });

  it("is written before the client's answer ends", async () => {
    let store: () => void = () => undefined;
    const stored = new Promise<void>((resolve) => {
      store = resolve;
    });
    proxy.jobBook.beforeAccepted = () => stored;
    let answered = false;
    const answering = create().then(async (got) => {
      await got.body.dump();
      answered = true;
      return got;
    });
    await expect.poll(() => upstream.seen[0]?.complete).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    store();
    expect((await answering).statusCode).toBe(200);
  });

  it("is stored although the client left while the upstream was thinking", async () => {
    let answerNow: () => void = () => undefined;
    upstream.answer = (_request, response) => {
      answerNow = () => sendJson(response, 200, videoObject({ id: "video_left" }));
    };
    const socket = connect(proxy.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(
      `POST /proxy/openai/v1/videos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n` +
        `content-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`,
    );
    await expect.poll(() => upstream.seen[0]?.complete).toBe(true);
    socket.destroy();
    await expect.poll(() => proxy.requestLog.records.at(-1)?.clientAborted).toBe(true);
    answerNow();
    await expect.poll(() => proxy.jobBook.of("accepted")[0]?.providerJobId).toBe("video_left");
    expect(upstream.seen[0]?.aborted).toBe(false);
  });

  it("admits nothing when the client leaves inside its body", async () => {
    const begun = once(proxy.server, "request");
    const socket = connect(proxy.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(
      `POST /proxy/openai/v1/videos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n` +
        `content-type: application/json\r\ncontent-length: 500\r\n\r\n{"prompt":`,
    );
    await begun;
    socket.destroy();
    await expect.poll(() => proxy.requestLog.records.length).toBe(1);
    expect(proxy.jobBook.entries).toHaveLength(0);
    expect(upstream.seen).toHaveLength(0);
  });

  it("answers 408 to a body that stops arriving, and admits nothing", async () => {
    await proxy.close();
    proxy = await startProxy({ upstreamUrl: upstream.url, limits: { bodyIdleMs: 100 } });
    const socket = connect(proxy.port, "127.0.0.1");
    socket.write(
      `POST /proxy/openai/v1/videos HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n` +
        `content-type: application/json\r\ncontent-length: 500\r\n\r\n{"prompt":`,
    );
    const [chunk] = (await once(socket, "data")) as [Buffer];
    expect(chunk.toString("latin1")).toMatch(/^HTTP\/1\.1 408 /);
    socket.destroy();
    expect(proxy.jobBook.entries).toHaveLength(0);
  });

  it("answers 503 before the upstream is called while the request log is full or the books are away", async () => {
    proxy.requestLog.full = true;
    expect((await create()).statusCode).toBe(503);
    proxy.requestLog.full = false;
    proxy.jobBook.away = true;
    const got = await create();
    expect(got.statusCode).toBe(503);
    expect(got.headers["retry-after"]).toBe("2");
    expect(upstream.seen).toHaveLength(0);
  });
});
