import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { z } from "zod";
import { startChild, type BenchChild } from "./child-process.ts";

const ADMIN_TOKEN = "rm_admin_bench_0123456789abcdef0123456789abcdef";

const upstreamSchema = z.object({ id: z.string() });
const keySchema = z.object({ key: z.string() });

/** The real server with its embedded data in a directory of its own, set up through its API. */
export async function startServerTarget(upstreamUrl: string): Promise<BenchChild> {
  const dataDir = await mkdtemp(join(tmpdir(), "reelmeter-bench-"));
  const child = await startChild("./server-child.ts", [
    dataDir,
    ADMIN_TOKEN,
    String(await freePort()),
  ]);
  const url = child.ready["url"] ?? "";
  await post(`${url}/api/v1/upstreams`, upstreamSchema, {
    slug: "openai",
    provider: "openai",
    base_url: upstreamUrl,
    credential: "sk-bench",
    allow_private: true,
  });
  const { key } = await post(`${url}/api/v1/keys`, keySchema, { name: "bench" });
  await untilKnown(url, key);
  return {
    ready: { url, key },
    usage: () => child.usage(),
    async close() {
      await child.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function post<T>(url: string, schema: z.ZodType<T>, body: object): Promise<T> {
  const answer = await request(url, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.statusCode >= 300) {
    throw new Error(`${url} answered ${answer.statusCode}: ${await answer.body.text()}`);
  }
  return schema.parse(await answer.body.json());
}

const KNOWN_WITHIN_MS = 10_000;

/** A new key holds as soon as the proxy has read it. */
async function untilKnown(url: string, key: string): Promise<void> {
  const deadlineMs = Date.now() + KNOWN_WITHIN_MS;
  while (Date.now() < deadlineMs) {
    const answer = await request(`${url}/proxy/openai/v1/videos?limit=1`, {
      headers: { authorization: `Bearer ${key}` },
    });
    await answer.body.dump();
    if (answer.statusCode === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("the server did not take the new key in time");
}
