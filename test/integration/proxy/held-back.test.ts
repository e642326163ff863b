import { createServer } from "node:net";
import { Readable } from "node:stream";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plannedHold } from "../../support/planned-hold.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";
import { startScriptedUpstream, type ScriptedUpstream } from "../../support/scripted-upstream.ts";

const BOUNDARY = "x-test-boundary";
const FILE_BYTES = 4_000_000;

/** A form with its fields behind a large file, as curl may send it. */
function largeForm(fields: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="input_reference"; filename="a.png"\r\n\r\n`,
    ),
    Buffer.alloc(FILE_BYTES, 0x41),
    Buffer.from(`\r\n${parts.join("")}--${BOUNDARY}--\r\n`),
  ]);
}

describe("a large create", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;

  beforeEach(async () => {
    upstream = await startScriptedUpstream();
    proxy = await startProxy({ upstreamUrl: upstream.url });
  });

  afterEach(async () => {
    await proxy.close();
    await upstream.close();
  });

  const send = (
    body: Buffer | Readable,
    contentType = `multipart/form-data; boundary=${BOUNDARY}`,
  ) =>
    request(`${proxy.url}/proxy/openai/v1/videos`, {
      method: "POST",
      headers: { authorization: `Bearer ${proxy.key}`, "content-type": contentType },
      body,
    });

  it("streams upstream while it arrives, but not its end before the job is in the books", async () => {
    let letIn: () => void = () => undefined;
    const admitted = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    proxy.jobBook.beforeAdmit = () => admitted;
    const body = largeForm({ prompt: "a kite", seconds: "8" });
    const answering = send(body);

    await expect
      .poll(() => upstream.seen[0]?.body.length ?? 0)
      .toBeGreaterThan(FILE_BYTES - 200_000);
    const [seen] = upstream.seen;
    expect(seen?.complete).toBe(false);
    expect(seen?.body.includes(`--${BOUNDARY}--`)).toBe(false);
    expect(seen?.body.length).toBeLessThan(body.length);

    letIn();
    expect((await answering).statusCode).toBe(200);
    expect(upstream.seen[0]?.body.equals(body)).toBe(true);
    expect(proxy.jobBook.of("admit")[0]?.job.requestedSeconds).toBe(8_000_000_000n);
  });

  it("never completes upstream when its admission is refused", async () => {
    proxy.jobBook.admission = {
      kind: "refused",
      hold: plannedHold("r1", 1n),
      used: 1n,
      held: 0n,
      limit: 1n,
      amount: 1n,
      freesAtMs: null,
    };
    const answer = await send(largeForm({ prompt: "a kite" }));
    expect(answer.statusCode).toBe(429);
    expect(answer.headers["x-should-retry"]).toBe("false");
    await expect.poll(() => upstream.seen[0]?.aborted).toBe(true);
    expect(upstream.seen).toHaveLength(1);
    expect(upstream.seen[0]?.complete).toBe(false);
  });

  it("never completes upstream when the books are away", async () => {
    proxy.jobBook.away = true;
    const answer = await send(largeForm({ prompt: "a kite" }));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("2");
    await expect.poll(() => upstream.seen[0]?.aborted).toBe(true);
  });

  it("holds everything from the closing delimiter on, however much padding follows it", async () => {
    const padded = Buffer.concat([largeForm({ prompt: "a kite" }), Buffer.alloc(200_000, 0x20)]);
    const answer = await send(padded);
    expect(answer.statusCode).toBe(400);
    expect(upstream.seen[0]?.complete).toBe(false);
    expect(upstream.seen[0]?.body.includes(`--${BOUNDARY}--`)).toBe(false);
    expect(proxy.jobBook.entries).toHaveLength(0);
  });

  it("reads the fields of large JSON without keeping its image, and holds its end back", async () => {
    const image = `data:image/png;base64,${"A".repeat(3_000_000)}`;
    const body = JSON.stringify({
      input_reference: { image_url: image },
      prompt: "a kite",
      seconds: "12",
      metadata: { user_id: "u_42" },
    });
    const answer = await send(Buffer.from(body), "application/json");
    expect(answer.statusCode).toBe(200);
    const [admit] = proxy.jobBook.of("admit");
    expect(admit?.job.requestedSeconds).toBe(12_000_000_000n);
    expect(admit?.job.attribution.user).toBe("u_42");
    expect(admit?.job.dimensions["input_reference"]).toBe(true);
    expect(upstream.seen[0]?.body.toString()).toBe(body);
  });

  it("passes the upstream's early refusal on and books nothing", async () => {
    await proxy.close();
    const early = await startEarlyRefuser();
    proxy = await startProxy({ upstreamUrl: early.url });
    // The end of the body waits for the answer, so that the upstream is surely first.
    let answered: () => void = () => undefined;
    const answer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const body = largeForm({ prompt: "a kite" });
    async function* slow(): AsyncGenerator<Buffer> {
      yield body.subarray(0, -1_000);
      await answer;
      yield body.subarray(-1_000);
    }
    const got = await send(Readable.from(slow()));
    expect(got.statusCode).toBe(401);
    answered();
    expect(proxy.jobBook.entries).toHaveLength(0);
    await got.body.dump();
    await early.close();
  });

  it("is refused with 413 at once by its length, and by counting when it names none", async () => {
    await proxy.close();
    proxy = await startProxy({ upstreamUrl: upstream.url, limits: { maxBodyBytes: 2_000_000 } });
    const named = await send(largeForm({ prompt: "a kite" }));
    expect(named.statusCode).toBe(413);
    expect(upstream.seen).toHaveLength(0);

    const body = largeForm({ prompt: "a kite" });
    async function* unnamed(): AsyncGenerator<Buffer> {
      for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536);
    }
    const counted = await request(`${proxy.url}/proxy/openai/v1/videos`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${proxy.key}`,
        "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
      },
      body: Readable.from(unnamed()),
    });
    expect(counted.statusCode).toBe(413);
    expect(upstream.seen.every((seen) => !seen.complete)).toBe(true);
    expect(proxy.jobBook.entries).toHaveLength(0);
  });
});

async function startEarlyRefuser(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((socket) => {
    socket.once("data", () => {
      const body = '{"error":{"message":"no","type":"auth","param":null,"code":"invalid_api_key"}}';
      socket.write(
        `HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
    socket.on("error", () => undefined);
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
