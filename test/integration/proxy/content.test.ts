import { once } from "node:events";
import { connect } from "node:net";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

const CONTENT_BYTES = 30_000_000;

describe("a download through the proxy", () => {
  let simulator: Simulator;
  let upstreamUrl: string;
  let proxy: StartedProxy;
  let id: string;

  beforeEach(async () => {
    simulator = createSimulator({ queueMs: 0, generationMs: 0, contentBytes: CONTENT_BYTES });
    upstreamUrl = (await simulator.listen()).url;
    proxy = await startProxy({ upstreamUrl, limits: { contentIdleMs: 500 } });
    const made = await request(`${proxy.url}/proxy/openai/v1/videos`, {
      method: "POST",
      headers: { authorization: `Bearer ${proxy.key}`, "content-type": "application/json" },
      body: '{"prompt":"x"}',
    });
    ({ id } = (await made.body.json()) as { id: string });
  });

  afterEach(async () => {
    await proxy.close();
    await simulator.close();
  });

  const get = (headers: Record<string, string> = {}, query = "") =>
    request(`${proxy.url}/proxy/openai/v1/videos/${id}/content${query}`, {
      headers: { authorization: `Bearer ${proxy.key}`, ...headers },
    });

  it("passes ranges, conditions and their answers unchanged", async () => {
    const part = await get({ range: "bytes=100-199" });
    expect(part.statusCode).toBe(206);
    expect(part.headers["content-range"]).toBe(`bytes 100-199/${CONTENT_BYTES}`);
    const through = Buffer.from(await part.body.arrayBuffer());
    const direct = await request(`${upstreamUrl}/v1/videos/${id}/content`, {
      headers: { authorization: "Bearer any", range: "bytes=100-199" },
    });
    expect(through.equals(Buffer.from(await direct.body.arrayBuffer()))).toBe(true);

    const etag = String(part.headers["etag"]);
    const unchanged = await get({ "if-none-match": etag });
    expect(unchanged.statusCode).toBe(304);
    await unchanged.body.dump();
    const beyond = await get({ range: `bytes=${CONTENT_BYTES}-` });
    expect(beyond.statusCode).toBe(416);
    await beyond.body.dump();
    const whole = await get({ range: "bytes=0-9", "if-range": '"other"' });
    expect(whole.statusCode).toBe(200);
    await whole.body.dump();
  });

  it("counts as downloaded and succeeded for the video, in full or in part, and not for a thumbnail", async () => {
    await (await get({}, "?variant=thumbnail")).body.dump();
    await expect.poll(() => proxy.requestLog.records.length).toBe(2);
    expect(proxy.jobBook.of("downloaded")).toHaveLength(0);

    await (await get({ range: "bytes=0-9" })).body.dump();
    await expect.poll(() => proxy.jobBook.of("downloaded").length).toBe(1);
    const [seen] = proxy.jobBook.of("observe");
    expect(seen?.observation).toMatchObject({ source: "content", status: "succeeded" });
    expect(proxy.requestLog.records.at(-1)).toMatchObject({
      route: "/v1/videos/{id}/content",
      status: 206,
      bytesOut: 10,
    });
  });

  it("is aborted upstream when its client leaves", async () => {
    const socket = connect(proxy.port, "127.0.0.1");
    socket.write(
      `GET /proxy/openai/v1/videos/${id}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n\r\n`,
    );
    await once(socket, "data");
    socket.pause();
    socket.destroy();
    await expect.poll(() => simulator.ledger()[0]?.abortedDownloads).toBe(1);
    await expect.poll(() => proxy.requestLog.records.at(-1)?.clientAborted).toBe(true);
  });

  it("waits for a slow reader instead of filling memory, and ends when nothing moves", async () => {
    const socket = connect({ port: proxy.port, host: "127.0.0.1" });
    socket.on("error", () => undefined);
    socket.write(
      `GET /proxy/openai/v1/videos/${id}/content HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${proxy.key}\r\n\r\n`,
    );
    await once(socket, "readable");
    // Nobody reads: after the idle time the proxy gives the line up, far from the end.
    await expect.poll(() => simulator.ledger()[0]?.abortedDownloads, { timeout: 5_000 }).toBe(1);
    const record = proxy.requestLog.records.at(-1);
    expect(record?.bytesOut).toBeLessThan(CONTENT_BYTES / 2);
    socket.destroy();
  });
});
