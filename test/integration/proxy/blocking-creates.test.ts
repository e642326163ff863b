import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect } from "node:net";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownJobId } from "../../../ingest/own-job-id.ts";
import type { ProviderAdapter } from "../../../ingest/providers/adapter.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";
import { startScriptedUpstream, type ScriptedUpstream } from "../../support/scripted-upstream.ts";

const MIB = 1_048_576;
const SYNC = "/v1/videos/sync";

/** OpenAI's wire with a create whose answer is the clip's bytes, or JSON with the clip in it. */
const adapter: ProviderAdapter = {
  ...openaiAdapter,
  routes: [
    ...openaiAdapter.routes,
    { method: "POST", path: SYNC, kind: "create", operation: "create", blocking: true },
  ],
};

describe("a create whose answer is its outcome", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;
  beforeEach(async () => {
    upstream = await startScriptedUpstream();
    proxy = await startProxy({
      upstreamUrl: upstream.url,
      adapters: [adapter],
      limits: { createHeadersMs: 50, createAnswerMs: 50, contentIdleMs: 300 },
    });
  });
  afterEach(async () => {
    await proxy.close();
    await upstream.close();
  });

  const create = (headers: Record<string, string> = {}, path = SYNC) =>
    request(`${proxy.url}/proxy/openai${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${proxy.key}`,
        "content-type": "application/json",
        ...headers,
      },
      body: '{"prompt":"a paper boat"}',
    });

  /** The upstream's side of the next create, its request here as a whole. */
  function answering(): Promise<ServerResponse> {
    return new Promise((resolve) => {
      upstream.answer = (_request, response) => resolve(response);
    });
  }

  const accepted = () => proxy.jobBook.of("accepted");

  it("shows its head when it comes and its bytes as they are, longer than any other create may take", async () => {
    const asked = answering();
    const creating = create();
    const response = await asked;
    response.writeHead(200, { "content-type": "video/mp4", "x-seed": "7" });
    response.flushHeaders();
    const answer = await creating;
    expect(answer.headers).toMatchObject({ "content-type": "video/mp4", "x-seed": "7" });
    const generationId = String(answer.headers["reelmeter-generation-id"]);
    expect(accepted()).toEqual([]);
    const clip = Buffer.alloc(3 * MIB, "clip");
    response.end(clip);
    expect(Buffer.from(await answer.body.arrayBuffer()).equals(clip)).toBe(true);
    const [booked] = accepted();
    expect(booked).toMatchObject({
      providerJobId: ownJobId(generationId),
      first: { status: "succeeded", source: "create" },
    });
    expect(booked?.first.startedAtMs).toBeGreaterThanOrEqual(booked?.job.createdAtMs ?? Infinity);
    expect(booked?.first.finishedAtMs).toBeGreaterThanOrEqual(
      booked?.first.startedAtMs ?? Infinity,
    );
    await expect.poll(() => proxy.jobBook.of("downloaded").length).toBe(1);
  });

  it("is in the books before its client can know that it is whole", async () => {
    let release = () => undefined as void;
    proxy.jobBook.beforeAccepted = () => new Promise<void>((resolve) => (release = resolve));
    upstream.answer = (_request, response) => {
      const head = { "content-type": "video/mp4", "content-length": String(2 * MIB) };
      response.writeHead(200, head).end(Buffer.alloc(2 * MIB));
    };
    const answer = await create();
    let got = 0;
    answer.body.on("data", (chunk: Buffer) => (got += chunk.length));
    const whole = once(answer.body, "end");
    await expect.poll(() => got).toBeGreaterThan(MIB);
    await expect.poll(() => String(release)).not.toContain("undefined");
    expect(got).toBeLessThan(2 * MIB);
    release();
    await whole;
    expect(got).toBe(2 * MIB);
  });

  it("is settled to its end when its client leaves early, and was not downloaded", async () => {
    const asked = answering();
    const socket = connect(proxy.port, "127.0.0.1");
    const body = '{"prompt":"x"}';
    socket.write(
      `POST /proxy/openai${SYNC} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const response = await asked;
    response.writeHead(200, { "content-type": "video/mp4" });
    response.write(Buffer.alloc(MIB));
    await once(socket, "data");
    socket.destroy();
    await expect.poll(() => proxy.requestLog.records.length).toBe(1);
    for (let turn = 0; turn < 8; turn += 1) {
      if (!response.write(Buffer.alloc(MIB))) await once(response, "drain");
    }
    response.end();
    await expect.poll(() => accepted().length).toBe(1);
    expect(accepted()[0]?.first.status).toBe("succeeded");
    expect(proxy.jobBook.of("downloaded")).toEqual([]);
    expect(proxy.requestLog.records[0]).toMatchObject({ clientAborted: true });
  });

  it("waits for a client that is slow, and lets one go that stands still", async () => {
    const asked = answering();
    const socket = connect(proxy.port, "127.0.0.1");
    const body = '{"prompt":"x"}';
    socket.write(
      `POST /proxy/openai${SYNC} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const response = await asked;
    socket.pause();
    response.writeHead(200, { "content-type": "video/mp4" });
    let sent = 0;
    let waited = false;
    while (sent < 64) {
      sent += 1;
      if (response.write(Buffer.alloc(MIB))) continue;
      waited ||= sent < 48;
      await once(response, "drain");
    }
    response.end();
    await expect.poll(() => accepted().length).toBe(1);
    expect(waited).toBe(true);
    expect(proxy.requestLog.records[0]?.bytesOut).toBeLessThan(32 * MIB);
    expect(proxy.jobBook.of("downloaded")).toEqual([]);
    socket.destroy();
  });

  it("reads the small fields of 200 MB of JSON while they pass, whole and to the byte", async () => {
    const piece = Buffer.from("QUJD".repeat(MIB / 4));
    const ended = createHash("sha256");
    upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const say = (bytes: Buffer | string): boolean => {
        ended.update(bytes);
        return response.write(bytes);
      };
      const send = async () => {
        say('{"id":"video_7","status":"completed","seconds":"4","b64_json":"');
        for (let turn = 0; turn < 200; turn += 1) if (!say(piece)) await once(response, "drain");
        say('","inference_time_s":12.5}');
        response.end();
      };
      void send();
    };
    const answer = await create();
    const got = createHash("sha256");
    for await (const chunk of answer.body) got.update(chunk as Buffer);
    expect(got.digest("hex")).toBe(ended.digest("hex"));
    expect(accepted()[0]).toMatchObject({
      providerJobId: "video_7",
      first: { status: "succeeded", gpuMs: 12_500 },
    });
  });

  it("passes a long answer of another create too, read by its skeleton", async () => {
    const text = JSON.stringify({
      id: "video_8",
      status: "queued",
      thumbnail: "A".repeat(3 * MIB),
    });
    upstream.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(text);
    const answer = await create({}, "/v1/videos");
    expect(await answer.body.text()).toBe(text);
    expect(accepted()[0]?.providerJobId).toBe("video_8");
  });

  it("is unknown when the upstream is cut inside it, and its client's line is cut too", async () => {
    upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "video/mp4" });
      response.write(Buffer.alloc(MIB), () => response.destroy());
    };
    const answer = await create();
    await expect(answer.body.arrayBuffer()).rejects.toThrow();
    await expect.poll(() => proxy.jobBook.of("outcomeUnknown").length).toBe(1);
    expect(accepted()).toEqual([]);
    expect(upstream.seen).toHaveLength(1);
  });

  it("makes nothing when it is repeated, and says when its answer was too long to be kept", async () => {
    const key = { "idempotency-key": randomUUID() };
    upstream.answer = (_request, response) =>
      response.writeHead(200, { "content-type": "video/mp4" }).end(Buffer.alloc(2 * MIB));
    await (await create(key)).body.arrayBuffer();
    const again = await create(key);
    expect(again.statusCode).toBe(410);
    expect(await again.body.json()).toMatchObject({
      error: { code: "idempotent_answer_not_kept" },
    });

    const small = { "idempotency-key": randomUUID() };
    const clip = Buffer.from("a short clip");
    upstream.answer = (_request, response) => {
      const head = { "content-type": "video/mp4", "content-length": String(clip.length) };
      response.writeHead(200, head).end(clip);
    };
    await (await create(small)).body.arrayBuffer();
    const replayed = await create(small);
    expect(replayed.headers["content-type"]).toBe("video/mp4");
    expect(Buffer.from(await replayed.body.arrayBuffer()).equals(clip)).toBe(true);
    expect(upstream.seen).toHaveLength(2);
  });

  it("runs beside another one, each with its own job and bytes", async () => {
    let count = 0;
    upstream.answer = (_request, response) => {
      const mark = (count += 1);
      response.writeHead(200, { "content-type": "video/mp4" }).end(Buffer.alloc(2 * MIB, mark));
    };
    const answers = await Promise.all([create(), create()]);
    const clips = await Promise.all(answers.map(({ body }) => body.arrayBuffer()));
    const marks = clips.map((clip) => [...new Set(new Uint8Array(clip))].join());
    expect(new Set(marks)).toEqual(new Set(["1", "2"]));
    expect(new Set(accepted().map(({ providerJobId }) => providerJobId)).size).toBe(2);
  });
});
