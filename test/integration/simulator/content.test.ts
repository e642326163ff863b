import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Running } from "./running.ts";
import { generationMs, queueMs, scripted, startSimulator } from "./running.ts";

async function finishedVideo(running: Running, seconds: "4" | "8" = "8"): Promise<string> {
  const { id } = await running.client.videos.create({
    prompt: "a boat",
    seconds,
    size: "1280x720",
  });
  running.advanceMs(queueMs + generationMs);
  return id;
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

describe("downloads", () => {
  it("are a real MP4 of the right length, the same every time, and no two jobs' alike", async () => {
    const running = await startSimulator();
    const id = await finishedVideo(running);
    const other = await finishedVideo(running);
    const first = await bytesOf(await running.client.videos.downloadContent(id));
    const again = await bytesOf(await running.client.videos.downloadContent(id));
    const different = await bytesOf(await running.client.videos.downloadContent(other));
    const asset = new URL("../../../simulator/assets/landscape-8s.mp4", import.meta.url);
    const clip = readFileSync(asset);
    expect(first.subarray(0, clip.length).equals(clip)).toBe(true);
    expect(first.toString("latin1", 4, 8)).toBe("ftyp");
    expect(again.equals(first)).toBe(true);
    expect(different.equals(first)).toBe(false);
    expect(running.simulator.ledger()).toMatchObject([
      { downloads: 2, bytesServed: 2 * first.length, abortedDownloads: 0 },
      { downloads: 1 },
    ]);
  });

  it("come as thumbnail and spritesheet too", async () => {
    const running = await startSimulator();
    const id = await finishedVideo(running);
    const thumbnail = await running.client.videos.downloadContent(id, { variant: "thumbnail" });
    expect(thumbnail.headers.get("content-type")).toBe("image/webp");
    expect((await bytesOf(thumbnail)).toString("latin1", 8, 12)).toBe("WEBP");
    const sheet = await running.client.videos.downloadContent(id, { variant: "spritesheet" });
    expect(sheet.headers.get("content-type")).toBe("image/jpeg");
    expect((await bytesOf(sheet)).readUInt16BE(0)).toBe(0xffd8);
  });

  it("do not exist before the end, after a failure, or after they expired", async () => {
    const running = await startSimulator({ contentTtlMs: 60_000 });
    const { client, advanceMs } = running;
    const { id } = await client.videos.create({ prompt: "a boat" });
    await expect(client.videos.downloadContent(id)).rejects.toMatchObject({ status: 404 });
    advanceMs(queueMs + generationMs);
    expect((await client.videos.downloadContent(id)).status).toBe(200);
    advanceMs(60_000);
    await expect(client.videos.downloadContent(id)).rejects.toMatchObject({ status: 404 });
    const failed = await client.videos.create({ prompt: "a boat" }, scripted("job=failed"));
    advanceMs(queueMs + generationMs);
    await expect(client.videos.downloadContent(failed.id)).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ["bytes=0-99", 0, 100],
    ["bytes=100-", 100, undefined],
    ["bytes=-50", -50, undefined],
    ["bytes=5000-99999999", 5_000, undefined],
  ] as const)("serve the range %s as that part of the whole", async (range, from, to) => {
    const running = await startSimulator();
    const id = await finishedVideo(running);
    const whole = await bytesOf(await running.call(`/v1/videos/${id}/content`));
    const part = await running.call(`/v1/videos/${id}/content`, { headers: { range } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toMatch(new RegExp(`/${whole.length}$`));
    expect((await bytesOf(part)).equals(whole.subarray(from, to))).toBe(true);
  });

  it("follow RFC 9110: 416, If-Range, 304, HEAD", async () => {
    const running = await startSimulator();
    const path = `/v1/videos/${await finishedVideo(running)}/content`;
    const head = await running.call(path, { method: "HEAD" });
    const length = Number(head.headers.get("content-length"));
    const etag = head.headers.get("etag") ?? "";
    const modified = head.headers.get("last-modified") ?? "";
    const ask = async (headers: Record<string, string>): Promise<number> => {
      const response = await running.call(path, { headers });
      await response.arrayBuffer();
      return response.status;
    };
    expect(head.status).toBe(200);
    expect(await ask({ range: `bytes=${length}-` })).toBe(416);
    expect(await ask({ range: "bytes=0-1", "if-range": etag })).toBe(206);
    expect(await ask({ range: "bytes=0-1", "if-range": '"another"' })).toBe(200);
    expect(await ask({ "if-none-match": etag })).toBe(304);
    expect(await ask({ "if-none-match": '"another"' })).toBe(200);
    expect(await ask({ "if-modified-since": modified })).toBe(304);
  });

  it("of generated content are deterministic, whatever part of them is asked for", async () => {
    const bytes = 3 * 1024 * 1024 + 17;
    const running = await startSimulator({ contentBytes: bytes });
    const path = `/v1/videos/${await finishedVideo(running)}/content`;
    const whole = await bytesOf(await running.call(path));
    expect(whole.length).toBe(bytes);
    const range = "bytes=65530-200003";
    const part = await bytesOf(await running.call(path, { headers: { range } }));
    expect(part.equals(whole.subarray(65_530, 200_004))).toBe(true);
    const again = await bytesOf(await running.call(path));
    const digest = (body: Buffer): string => createHash("sha256").update(body).digest("hex");
    expect(digest(again)).toBe(digest(whole));
  });
});
