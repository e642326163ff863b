import { gzipSync } from "node:zlib";
import OpenAI, { ConflictError, toFile } from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import { openGate, quotaRule } from "../../support/quota-rule.ts";
import { sendRaw } from "../../support/raw-http.ts";
import {
  sendJson,
  startScriptedUpstream,
  videoObject,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

const BODY = JSON.stringify({ prompt: "a paper boat", seconds: "4" });
const REPLAY = "reelmeter-idempotent-replay";
const openaiError = (code: string) => ({ error: { message: code, type: "t", param: null, code } });

describe("a create with an Idempotency-Key", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;
  let made: number;

  beforeEach(async () => {
    upstream = await startScriptedUpstream();
    made = 0;
    upstream.answer = (_request, response) => {
      made += 1;
      sendJson(response, 200, videoObject({ id: `video_${made}` }));
    };
    proxy = await startProxy({ upstreamUrl: upstream.url, limits: { createHeadersMs: 300 } });
  });

  afterEach(async () => {
    await proxy.close();
    await upstream.close();
  });

  interface Sent {
    readonly key?: string;
    readonly body?: string | Buffer;
    readonly type?: string;
    readonly path?: string;
    readonly apiKey?: string;
    readonly user?: string;
  }
  const send = async (sent: Sent = {}) => {
    const { key = "k1", body = BODY, type = "application/json", path = "openai/v1/videos" } = sent;
    const response = await fetch(`${proxy.url}/proxy/${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${sent.apiKey ?? proxy.key}`,
        "content-type": type,
        "idempotency-key": key,
        ...(sent.user === undefined ? {} : { "reelmeter-user": sent.user }),
      },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
  };
  const completed = () => upstream.seen.filter((seen) => seen.complete).length;
  const codeOf = (answer: { text: string }) => {
    const { error } = JSON.parse(answer.text) as { error: { code: string; param: string } };
    return [error.code, error.param];
  };

  it("is answered the same again, byte for byte, and reaches the upstream once", async () => {
    const odd = ` ${JSON.stringify(videoObject({ id: "video_odd", prompt: "é 東京" }), null, 3)}\n`;
    upstream.answer = (_request, response) => {
      response.writeHead(202, { "content-type": "application/json; charset=utf-8" });
      response.end(odd);
    };
    const first = await send();
    const repeats = [await send(), await send()];
    expect(first).toMatchObject({ status: 202, text: odd });
    expect(first.headers.get(REPLAY)).toBeNull();
    for (const repeat of repeats) {
      expect(repeat.status).toBe(202);
      expect(repeat.bytes.equals(first.bytes)).toBe(true);
      expect(repeat.headers.get(REPLAY)).toBe("true");
      for (const name of ["content-type", "reelmeter-generation-id"]) {
        expect(repeat.headers.get(name)).toBe(first.headers.get(name));
      }
    }
    expect(upstream.seen).toHaveLength(1);
    expect(proxy.jobBook.of("admit")).toHaveLength(1);
  });

  it("is answered in plain bytes again when the upstream's own answer was encoded", async () => {
    const text = JSON.stringify(videoObject({ id: "video_gzip" }));
    upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(text));
    };
    expect((await send()).text).toBe(text);
    expect(await send()).toMatchObject({ status: 200, text });
  });

  it("makes a clip each time without the header, and one for each key", async () => {
    for (const key of ["k1", "k2"]) await send({ key });
    const { headers } = await fetch(`${proxy.url}/proxy/openai/v1/videos`, {
      method: "POST",
      headers: { authorization: `Bearer ${proxy.key}`, "content-type": "application/json" },
      body: BODY,
    });
    expect(headers.get(REPLAY)).toBeNull();
    expect(upstream.seen).toHaveLength(3);
  });

  it("is 422 with another body or on another path, and final for the SDK", async () => {
    const first = await send();
    const { id } = JSON.parse(first.text) as { id: string };
    const others = [
      await send({ body: JSON.stringify({ prompt: "a paper boat", seconds: "8" }) }),
      await send({ body: BODY.replace(":", ": ") }),
      await send({ path: `openai/v1/videos/${id}/remix` }),
    ];
    for (const other of others) {
      expect(other.status).toBe(422);
      expect(codeOf(other)).toEqual(["idempotency_key_reused", "Idempotency-Key"]);
      expect(other.headers.get("x-should-retry")).toBe("false");
      expect(other.headers.get(REPLAY)).toBeNull();
    }
    expect(upstream.seen).toHaveLength(1);
    expect((await send()).headers.get(REPLAY)).toBe("true");
  });

  describe("as a form", () => {
    const form = (boundary: string, file: Buffer) => ({
      type: `multipart/form-data; boundary=${boundary}`,
      body: Buffer.concat([
        Buffer.from(
          `--${boundary}\r\ncontent-disposition: form-data; name="prompt"\r\n\r\na kite\r\n--${boundary}\r\ncontent-disposition: form-data; name="input_reference"; filename="a.png"\r\n\r\n`,
        ),
        file,
        Buffer.from(`\r\n--${boundary}--\r\n`),
      ]),
    });

    it.each([
      ["small", 10_000],
      ["large enough to stream", 3_000_000],
    ])(
      "that is %s is the same under a new boundary, and another one with another file",
      async (_size, bytes) => {
        const file = Buffer.alloc(bytes, 0x41);
        const first = await send(form("one-boundary", file));
        expect(first.status).toBe(200);
        const repeat = await send(form("quite-another-boundary", file));
        expect(repeat.headers.get(REPLAY)).toBe("true");
        expect(repeat.bytes.equals(first.bytes)).toBe(true);
        file.writeUInt8(0x42, bytes - 1);
        expect((await send(form("one-boundary", file))).status).toBe(422);
        expect(completed()).toBe(1);
        expect(made).toBe(1);
      },
    );
  });

  it("is 409 while the first one runs, and the first answer afterwards: never two clips", async () => {
    let answerFirst: () => void = () => undefined;
    upstream.answer = (_request, response) => {
      made += 1;
      answerFirst = () => sendJson(response, 200, videoObject({ id: `video_${made}` }));
    };
    const first = send();
    await expect.poll(() => made).toBe(1);
    for (let tries = 0; tries < 2; tries++) {
      const early = await send();
      expect(early.status).toBe(409);
      expect(codeOf(early)).toEqual(["idempotent_request_running", "Idempotency-Key"]);
      expect(early.headers.get("retry-after")).toBe("1");
    }
    answerFirst();
    expect((await first).status).toBe(200);
    expect((await send()).bytes.equals((await first).bytes)).toBe(true);
    expect(made).toBe(1);
  });

  it("is made once of ten that arrive together", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const fresh = answers.filter(
      ({ status, headers }) => status === 200 && headers.get(REPLAY) === null,
    );
    expect(fresh).toHaveLength(1);
    expect(made).toBe(1);
  });

  it.each([400, 404, 413, 422])(
    "repeats an upstream's %i, which it would give again",
    async (status) => {
      upstream.answer = (_request, response) => sendJson(response, status, openaiError("no"));
      const first = await send();
      expect(first.status).toBe(status);
      const repeat = await send();
      expect(repeat.status).toBe(status);
      expect(repeat.bytes.equals(first.bytes)).toBe(true);
      expect(repeat.headers.get(REPLAY)).toBe("true");
      expect(upstream.seen).toHaveLength(1);
    },
  );

  it.each([401, 402, 403, 409, 425, 429, 503])(
    "is tried anew after an upstream's %i in its own shape",
    async (status) => {
      const { answer } = upstream;
      upstream.answer = (_request, response) => sendJson(response, status, openaiError("later"));
      expect((await send()).status).toBe(status);
      upstream.answer = answer;
      const second = await send();
      expect(second).toMatchObject({ status: 200 });
      expect(second.headers.get(REPLAY)).toBeNull();
      expect((await send()).headers.get(REPLAY)).toBe("true");
      expect(upstream.seen).toHaveLength(2);
    },
  );

  it.each([408, 500, 502])(
    "passes an upstream's %i on and stays taken, 409, for its list decides what became of it",
    async (status) => {
      upstream.answer = (_request, response) => sendJson(response, status, openaiError("oops"));
      const first = await send();
      expect(first).toMatchObject({ status, text: JSON.stringify(openaiError("oops")) });
      for (let tries = 0; tries < 2; tries++) expect((await send()).status).toBe(409);
      expect(upstream.seen).toHaveLength(1);
    },
  );

  it("is tried anew after an upstream that could not be reached, for nothing was sent", async () => {
    await upstream.close();
    expect((await send()).status).toBe(502);
    expect((await send()).status).toBe(502);
    expect(proxy.jobBook.of("admit")).toHaveLength(2);
    expect(proxy.jobBook.of("refusedUpstream")).toHaveLength(2);
  });

  const unknown: readonly (readonly [string, number, ScriptedUpstream["answer"]])[] = [
    ["never answered", 504, () => undefined],
    ["was cut", 502, (_request, response) => void response.destroy()],
    ["was unreadable", 502, (_request, response) => void response.end("<html>ok</html>")],
    [
      "came from a gateway",
      502,
      (_request, response) => {
        response.writeHead(503, { "content-type": "text/html" });
        response.end("<h1>try later</h1>");
      },
    ],
  ];
  it.each(unknown)(
    "stays taken, 409, when the answer of the first one %s",
    async (_how, status, answer) => {
      const { answer: healthy } = upstream;
      upstream.answer = answer;
      expect((await send()).status).toBe(status);
      upstream.answer = healthy;
      for (let tries = 0; tries < 2; tries++) expect((await send()).status).toBe(409);
      expect((await send({ body: "{}" })).status).toBe(422);
      expect(upstream.seen).toHaveLength(1);
      expect(proxy.jobBook.of("admit")).toHaveLength(1);
    },
  );

  it("is asked of the upstream when the first answer was lost, and is 409 when it can't be had", async () => {
    proxy.jobBook.answered = async () => undefined;
    const first = await send();
    upstream.answer = (request, response) =>
      sendJson(
        response,
        200,
        videoObject({ id: request.url.split("/").at(-1) ?? "", progress: 40 }),
      );
    const repeat = await send();
    expect(repeat.headers.get(REPLAY)).toBe("true");
    expect(JSON.parse(repeat.text)).toMatchObject({ id: "video_1", progress: 40 });
    expect(repeat.headers.get("reelmeter-generation-id")).toBe(
      first.headers.get("reelmeter-generation-id"),
    );
    expect(upstream.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /v1/videos",
      "GET /v1/videos/video_1",
    ]);
    upstream.answer = (_request, response) => sendJson(response, 500, openaiError("later"));
    expect((await send()).status).toBe(409);
    expect(proxy.jobBook.of("admit")).toHaveLength(1);
  });

  it("is asked in plain bytes of an upstream that encodes them all the same", async () => {
    proxy.jobBook.answered = async () => undefined;
    await send();
    const text = JSON.stringify(videoObject({ id: "video_1" }));
    upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(text));
    };
    expect(await send()).toMatchObject({ status: 200, text });
  });

  it("is free again, after one 409, when a crash came between a refusal and its answer", async () => {
    const { jobBook } = proxy;
    const written = jobBook.answered.bind(jobBook);
    jobBook.answered = async () => undefined;
    const { answer } = upstream;
    upstream.answer = (_request, response) => sendJson(response, 429, openaiError("later"));
    expect((await send()).status).toBe(429);
    jobBook.answered = written;
    upstream.answer = answer;
    expect((await send()).status).toBe(409);
    expect((await send()).status).toBe(200);
    expect(made).toBe(1);
  });

  it.each([
    ["empty", ""],
    ["two words", "a b"],
    ["too long", "x".repeat(256)],
    ["beyond ASCII", "schl\u00fcssel"],
  ])("is 400 naming the header when the key is %s", async (_what, key) => {
    const answer = await send({ key });
    expect(answer.status).toBe(400);
    expect(codeOf(answer)).toEqual(["invalid_idempotency_key", "Idempotency-Key"]);
    expect(answer.text).toContain("Send 1 to 255 visible ASCII characters");
    expect(upstream.seen).toHaveLength(0);
    expect(proxy.jobBook.entries).toHaveLength(0);
  });

  it("is 400 when the header stands twice", async () => {
    const answer = await sendRaw(
      proxy.port,
      `POST /proxy/openai/v1/videos HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${proxy.key}\r\nIdempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`,
    );
    expect(answer.statuses).toEqual([400]);
    expect(answer.text).toContain("invalid_idempotency_key");
    expect(upstream.seen).toHaveLength(0);
  });

  it("is another key in another workspace, and at another upstream", async () => {
    const other = proxy.directory.addWorkspace();
    const baseUrl = new URL(upstream.url);
    proxy.directory.addUpstream({ workspaceId: other.id, baseUrl });
    proxy.directory.addUpstream({ workspaceId: proxy.workspaceId, baseUrl, slug: "second" });
    const apiKey = proxy.directory.addKey({ workspaceId: other.id }).text;
    const answers = [
      await send(),
      await send({ apiKey }),
      await send({ path: "second/v1/videos" }),
    ];
    expect(answers.map(({ headers }) => headers.get(REPLAY))).toEqual([null, null, null]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(3);
    expect((await send({ apiKey })).text).toBe(answers[1]?.text);
  });

  it("is another one for another key and for another user, so that applications don't meet", async () => {
    const answers = [
      await send(),
      await send({ apiKey: proxy.directory.addKey({ workspaceId: proxy.workspaceId }).text }),
      await send({ user: "u_2" }),
    ];
    expect(answers.map((answer) => answer.headers.get(REPLAY))).toEqual([null, null, null]);
    expect(upstream.seen).toHaveLength(3);
  });

  const changes = [
    ["the user is blocked", { blocks: new Map([["u_1", { untilMs: null }]]) }],
    ["the roll-out is paused", { gates: [openGate({ feature: "(none)", paused: true })] }],
    ["nobody can price it any more", { rules: [quotaRule({ metric: "cost" })] }],
  ] as const;
  it.each(changes)("is answered again although %s meanwhile", async (_what, quotas) => {
    const first = await send({ user: "u_1" });
    proxy.directory.setQuotas(proxy.workspaceId, quotas);
    const repeat = await send({ user: "u_1" });
    expect(repeat.status).toBe(200);
    expect(repeat.bytes.equals(first.bytes)).toBe(true);
    expect((await send({ user: "u_1", body: "{}" })).status).toBe(422);
    const fresh = await send({ user: "u_1", key: "k2" });
    expect([402, 403]).toContain(fresh.status);
    expect(upstream.seen).toHaveLength(1);
  });

  it("is 503 while the books are away, repeat or not", async () => {
    await send();
    proxy.jobBook.away = true;
    expect((await send()).status).toBe(503);
    expect(upstream.seen).toHaveLength(1);
  });
});

describe("the official openai SDK with an Idempotency-Key", () => {
  let simulator: Simulator;
  let proxy: StartedProxy;
  let client: OpenAI;

  beforeAll(async () => {
    simulator = createSimulator({
      queueMs: 1,
      generationMs: 1,
      apiKeys: ["sk-upstream-credential"],
    });
    proxy = await startProxy({ upstreamUrl: (await simulator.listen()).url });
    client = new OpenAI({
      apiKey: proxy.key,
      baseURL: `${proxy.url}/proxy/openai/v1`,
      maxRetries: 0,
    });
  });

  afterAll(async () => {
    await proxy.close();
    await simulator.close();
  });

  const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });

  /** Calls twice; both answers are one clip, made once. */
  async function twice(
    make: () => { withResponse(): Promise<{ data: OpenAI.Video; response: Response }> },
  ) {
    const before = simulator.ledger().length;
    const first = await make().withResponse();
    const second = await make().withResponse();
    expect(second.data).toEqual(first.data);
    expect(first.response.headers.get(REPLAY)).toBeNull();
    expect(second.response.headers.get(REPLAY)).toBe("true");
    expect(simulator.ledger()).toHaveLength(before + 1);
    return first.data;
  }

  it("makes one clip of two creates, without a file and with one", async () => {
    const plain = await twice(() => client.videos.create({ prompt: "a boat" }, keyed("plain")));
    expect(simulator.ledger().at(-1)?.id).toBe(plain.id);
    for (const bytes of [1_000, 2_500_000]) {
      const content = Buffer.alloc(bytes, 7);
      const options = keyed(`file-${bytes}`);
      await twice(() => {
        // A file of its own for each call, as an application that starts again has.
        const input_reference = new File([content], "frame.png", { type: "image/png" });
        return client.videos.create({ prompt: "from it", input_reference }, options);
      });
    }
  });

  it("makes one clip of two remixes, two edits and two extensions", async () => {
    const source = await client.videos.create({ prompt: "a pier", seconds: "8" });
    await expect
      .poll(async () => (await client.videos.retrieve(source.id)).status)
      .toBe("completed");
    const video = { id: source.id };
    const made = [
      await twice(() => client.videos.remix(source.id, { prompt: "at night" }, keyed("remix"))),
      await twice(() => client.videos.edit({ prompt: "bluer", video }, keyed("edit"))),
      await twice(() =>
        client.videos.extend({ prompt: "and on", seconds: "4", video }, keyed("extend")),
      ),
    ];
    expect(new Set(made.map(({ id }) => id)).size).toBe(3);
    const upload = await toFile(Buffer.alloc(20_000, 9), "clip.mp4", { type: "video/mp4" });
    await twice(() => client.videos.edit({ prompt: "sharper", video: upload }, keyed("upload")));
  });

  it("raises its own errors for a key with another body and for one whose outcome is unknown", async () => {
    await client.videos.create({ prompt: "one" }, keyed("reused"));
    const other = client.videos.create({ prompt: "two" }, keyed("reused"));
    await expect(other).rejects.toThrow(OpenAI.UnprocessableEntityError);
    const cut = { headers: { "Idempotency-Key": "cut", "Simulator-Control": "cut=accepted" } };
    await expect(client.videos.create({ prompt: "three" }, cut)).rejects.toMatchObject({
      status: 502,
    });
    const before = simulator.ledger().length;
    const again = client.videos.create({ prompt: "three" }, keyed("cut"));
    await expect(again).rejects.toThrow(ConflictError);
    expect(simulator.ledger()).toHaveLength(before);
  });

  it("gets its clip by its own retries after a fault that freed the key, once", async () => {
    const patient = client.withOptions({ maxRetries: 2 });
    const before = simulator.ledger().length;
    simulator.control.addFault({ control: "status=429", route: "create", count: 1 });
    const video = await patient.videos.create({ prompt: "patience" }, keyed("patient"));
    expect(simulator.ledger().slice(before)).toMatchObject([{ id: video.id }]);
  });
});
