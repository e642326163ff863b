import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI from "openai";
import { Webhook } from "standardwebhooks";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { acceptedKey, scripted, startSimulator } from "./running.ts";

const secret = `whsec_${Buffer.from("a shared secret of tests").toString("base64")}`;
const client = new OpenAI({ apiKey: acceptedKey, webhookSecret: secret });

interface Received {
  readonly body: string;
  readonly headers: Record<string, string>;
}

/** A receiver that answers each webhook with the next of `statuses`, and 204 after those. */
async function receiver(statuses: number[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push({ body: Buffer.concat(parts).toString(), headers });
      response.writeHead(statuses.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A server on a TCP port has an address object.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, received };
}

const quick = { clock: Date.now, queueMs: 0, generationMs: 20, webhookRetryMs: [20, 20] };

describe("webhooks", () => {
  it("announce both ends, signed so that the SDK accepts them", async () => {
    const { url, received } = await receiver();
    const running = await startSimulator({ ...quick, webhook: { url, secret } });
    const good = await running.client.videos.create({ prompt: "a" });
    const bad = await running.client.videos.create({ prompt: "b" }, scripted("job=blocked"));
    await vi.waitFor(() => expect(received).toHaveLength(2));
    const events = await Promise.all(
      received.map(({ body, headers }) => client.webhooks.unwrap(body, headers)),
    );
    const seen = events.map((event) => [event.type, "id" in event.data ? event.data.id : null]);
    expect(seen).toContainEqual(["video.completed", good.id]);
    expect(seen).toContainEqual(["video.failed", bad.id]);
  });

  it("are tried again, as the same event, until they are accepted", async () => {
    const { url, received } = await receiver([500, 503]);
    const running = await startSimulator({ ...quick, webhook: { url, secret } });
    await running.client.videos.create({ prompt: "a" });
    await vi.waitFor(() => expect(received).toHaveLength(3));
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    await vi.waitFor(() => {
      const tries = running.simulator.control.webhookAttempts();
      expect(tries.map((each) => each.status)).toEqual([500, 503, 204]);
    });
  });

  it("can come twice as one event, with a wrong or an old signature, late, or never", async () => {
    const { url, received } = await receiver();
    const running = await startSimulator({ ...quick, webhook: { url, secret } });
    const create = (control: string): Promise<OpenAI.Video> =>
      running.client.videos.create({ prompt: "a" }, scripted(control));
    const of = (video: OpenAI.Video): Received[] =>
      received.filter(({ body }) => body.includes(video.id));
    const never = await create("webhook=never");
    const late = await create("webhook=late,webhook_delay=400");
    const twice = await create("webhook=twice");
    const wrong = await create("webhook=bad_signature");
    const stale = await create("webhook=stale");
    await vi.waitFor(() => {
      expect(of(twice)).toHaveLength(2);
      expect(of(wrong)).toHaveLength(1);
      expect(of(stale)).toHaveLength(1);
    });
    expect(of(late)).toHaveLength(0);
    expect(of(twice)[0]?.headers["webhook-id"]).toBe(of(twice)[1]?.headers["webhook-id"]);
    for (const refused of [...of(wrong), ...of(stale)]) {
      expect(() => new Webhook(secret).verify(refused.body, refused.headers)).toThrow();
    }
    await vi.waitFor(() => expect(of(late)).toHaveLength(1));
    expect(of(never)).toHaveLength(0);
  });
});
