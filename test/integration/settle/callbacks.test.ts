import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createFalClient } from "@fal-ai/client";
import Replicate, { validateWebhook } from "replicate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCallbackFigures } from "../../../ingest/callback-figures.ts";
import { RELAY_DELAYS_MS } from "../../../ingest/deliver/callback-schedule.ts";
import { createReceiverClient } from "../../../ingest/deliver/call-receiver.ts";
import { startCallbackRelay } from "../../../ingest/deliver/relay-callbacks.ts";
import { HOOK_MAX_BYTES } from "../../../ingest/settle/hooks.ts";
import {
  openCallbackStack,
  STANDARD_SECRET,
  type CallbackStack,
} from "../../support/callback-stack.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

/** As no serialiser would write it, so that a body that is written anew is another one. */
const body = (id: string) => `{ "id" : "${id}",\n\t"status":"succeeded", "note":"\\u00e9é" }\n`;

let server: PostgresServer;
let calls: CallbackStack;
beforeAll(async () => {
  server = await withPostgres("server");
  calls = await openCallbackStack(server);
});
afterAll(async () => {
  await calls.close();
  await server.close();
});
beforeEach(async () => {
  await calls.stack.pg.sql`delete from callback_deliveries`;
  calls.receiver.calls.length = 0;
  calls.receiver.mode = 200;
});

describe("a provider's call about a job", () => {
  it("goes on byte for byte, its signature with it, and settles the job by our own question", async () => {
    const { generationId, jobId, ownUrl } = await calls.create("kling");
    const sent = body(jobId);
    const headers = calls.signed(sent, "msg_1");
    const taken = await calls.send(ownUrl, sent, {
      ...headers,
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Kling/1",
      authorization: "Bearer canary",
      cookie: "canary=1",
      "x-forwarded-for": "canary",
    });
    expect([taken.status, await taken.json()]).toEqual([200, { received: true }]);
    await calls.door.drain();
    expect(await calls.stack.row(generationId)).toMatchObject({
      state: "succeeded",
      cost: "0.798000000",
      cost_basis: "reported",
    });

    expect(await calls.relay.round()).toBe(1);
    const [call] = calls.receiver.calls;
    expect(call?.path).toBe("/done?job=7");
    expect(call?.body.toString()).toBe(sent);
    expect(call?.headers).toMatchObject({
      ...headers,
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Kling/1",
      host: new URL(calls.receiver.url).host,
    });
    expect(JSON.stringify(call?.headers)).not.toContain("canary");
    const id = headers["webhook-id"] ?? "";
    const timestamp = headers["webhook-timestamp"] ?? "";
    const signature = headers["webhook-signature"] ?? "";
    const text = call?.body.toString() ?? "";
    expect(
      await validateWebhook({ id, timestamp, signature, body: text, secret: STANDARD_SECRET }),
    ).toBe(true);

    const [row] = await calls.deliveries(generationId);
    expect(row).toMatchObject({
      state: "delivered",
      verified: true,
      tries: 1,
      last_status: 200,
      body: null,
      next_try_at: null,
    });
    expect(await calls.relay.round()).toBe(0);
  });

  it("of fal is signed by a key that fal shows, and asked for by its client's webhookUrl", async () => {
    const { stack, receiver } = calls;
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    receiver.jwks = { keys: [publicKey.export({ format: "jwk" })] };
    const told: string[] = [];
    stack.upstream.answer = ({ method, url }, response) => {
      if (method === "POST")
        told.push(new URL(url, stack.upstream.url).searchParams.get("fal_webhook") ?? "");
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ status: "IN_QUEUE", request_id: "req_7", queue_position: 0 }));
    };
    const fal = createFalClient({
      credentials: stack.key,
      proxyUrl: { url: `${stack.url}/proxy/fal`, when: "always" },
    });
    await fal.queue.submit("fal-ai/veo3", {
      input: { prompt: "Rain on a tin roof" },
      webhookUrl: `${receiver.url}/fal?job=7`,
    });
    await stack.drain();
    const [ownUrl = ""] = told;
    const sent = JSON.stringify({ request_id: "req_7", status: "OK", payload: {} });
    const at = String(Math.floor(Date.now() / 1_000));
    const message = ["req_7", "user_1", at, createHash("sha256").update(sent).digest("hex")].join(
      "\n",
    );
    const headers = {
      "x-fal-webhook-request-id": "req_7",
      "x-fal-webhook-user-id": "user_1",
      "x-fal-webhook-timestamp": at,
      "x-fal-webhook-signature": sign(null, Buffer.from(message), privateKey).toString("hex"),
    };
    const forged = { ...headers, "x-fal-webhook-user-id": "user_2" };
    expect((await calls.send(ownUrl, sent, forged)).status).toBe(401);
    expect((await calls.send(ownUrl, sent, headers)).status).toBe(200);
    await calls.relay.round();
    expect(receiver.calls.map(({ path, body: got }) => [path, got.toString()])).toEqual([
      ["/fal?job=7", sent],
    ]);
    expect(receiver.calls[0]?.headers).toMatchObject(headers);
  });

  it("of Replicate is asked for by its client's webhook, and passes its client's check", async () => {
    const { stack, receiver } = calls;
    const { ownUrl } = await calls.create("replicate");
    expect(ownUrl).toContain("/hooks/replicate/");
    const replicate = new Replicate({
      auth: stack.key,
      baseUrl: `${stack.url}/proxy/replicate/v1`,
    });
    await replicate.predictions.create({
      model: "lumen/paper-boats",
      input: { prompt: "Rain on a tin roof" },
      webhook: `${receiver.url}/replicate`,
      webhook_events_filter: ["completed"],
    });
    await stack.drain();
    const create = stack.upstream.seen.findLast(({ method }) => method === "POST");
    const { webhook } = JSON.parse(create?.body.toString() ?? "{}") as { webhook: string };
    const sent = body("p1");
    expect((await calls.send(webhook, sent, calls.signed(sent))).status).toBe(200);
    await calls.relay.round();
    const [call] = receiver.calls;
    const request = new Request(receiver.url, {
      method: "POST",
      headers: Object.entries(call?.headers ?? {}).flatMap(([name, value]) =>
        name.startsWith("webhook-") ? [[name, String(value)] as [string, string]] : [],
      ),
      body: call?.body.toString() ?? "",
    });
    expect(await validateWebhook(request, STANDARD_SECRET)).toBe(true);
  });

  it("is refused with a wrong signature: it goes nowhere, and nobody is asked", async () => {
    const { generationId, jobId, ownUrl } = await calls.create("kling");
    const sent = body(jobId);
    const before = calls.stack.upstream.seen.length;
    const other = `whsec_${Buffer.from("another secret of 24 byte").toString("base64")}`;
    for (const headers of [{}, calls.signed(sent, "m", other), calls.signed(`${sent} `)]) {
      expect((await calls.send(ownUrl, sent, headers)).status).toBe(401);
    }
    expect(await calls.relay.round()).toBe(0);
    expect(calls.stack.upstream.seen).toHaveLength(before);
    expect(await calls.deliveries(generationId)).toEqual([]);
    expect(await calls.stack.row(generationId)).toMatchObject({ state: "submitted" });
  });

  it("has no door without its token, or at another upstream's name", async () => {
    const { ownUrl } = await calls.create("kling");
    const token = ownUrl.split("/").at(-1) ?? "";
    const upstreamId = calls.stack.upstreamIds.get("kling") ?? "";
    const statusAt = async (path: string) =>
      (await calls.send(`http://x/hooks/${path}`, "{}", calls.signed("{}"))).status;
    expect(await statusAt(`kling/${token.slice(0, -1)}`)).toBe(404);
    expect(await statusAt(`minimax/${token}`)).toBe(404);
    expect(await statusAt(`nobody/${token}`)).toBe(404);
    expect(await statusAt(`${upstreamId}/${token}`)).toBe(200);
  });

  it("is taken once, however often and at once it is sent again", async () => {
    const { generationId, jobId, ownUrl } = await calls.create("kling");
    const sent = body(jobId);
    const headers = calls.signed(sent, "msg_same");
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => calls.send(ownUrl, sent, headers)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await calls.relay.round();
    expect((await calls.send(ownUrl, sent, headers)).status).toBe(200);
    await calls.relay.round();
    expect(calls.receiver.calls).toHaveLength(1);
    expect(await calls.deliveries(generationId)).toHaveLength(1);
  });

  it("that the provider doesn't sign is a hint by its token: its words settle nothing", async () => {
    const { generationId, jobId, ownUrl } = await calls.create("byteplus_ark");
    calls.stack.upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ id: jobId, model: "seedance", status: "running" }));
    };
    const sent = JSON.stringify({
      id: jobId,
      status: "failed",
      error: { code: "x", message: "y" },
    });
    expect((await calls.send(ownUrl, sent)).status).toBe(200);
    await calls.door.drain();
    expect(await calls.stack.row(generationId)).toMatchObject({
      state: "running",
      settled_at: null,
    });
    // Without an id of its own the same words are the same call, and others are another.
    await calls.send(ownUrl, sent);
    await calls.send(ownUrl, `${sent} `);
    await calls.door.drain();
    const rows = await calls.deliveries(generationId);
    expect(rows.map(({ verified, state }) => [verified, state])).toEqual([
      [false, "waiting"],
      [false, "waiting"],
    ]);
  });

  it("that asks for its challenge back gets it at the door, while the create is under way", async () => {
    let answer: Response | undefined;
    const { generationId } = await calls.create("minimax", "/done", async (ownUrl) => {
      answer = await calls.send(ownUrl, '{"challenge":"1a3cs1j"}');
    });
    expect([answer?.status, await answer?.json()]).toEqual([200, { challenge: "1a3cs1j" }]);
    expect(await calls.stack.row(generationId)).toMatchObject({ state: "submitted" });
    const unknown = await calls.send("http://x/hooks/minimax/guess", '{"challenge":"1a3cs1j"}');
    expect(unknown.status).toBe(404);
    expect(await calls.relay.round()).toBe(0);
  });

  it("is not taken when it is longer than 1 MiB", async () => {
    const { ownUrl } = await calls.create("byteplus_ark");
    expect((await calls.send(ownUrl, "x".repeat(HOOK_MAX_BYTES + 1))).status).toBe(413);
  });

  it("leaves nothing of its address in the books but its origin, nor in the log", async () => {
    const { generationId } = await calls.create("kling", "/done?secret=canary");
    const [row] = await calls.stack.pg.sql`
      select to_jsonb(c)::text as text from job_callbacks c where generation_id = ${generationId}`;
    expect(row?.["text"]).toContain(calls.receiver.url);
    expect(row?.["text"]).not.toContain("canary");
    expect(JSON.stringify(calls.stack.deps.log)).not.toContain("canary");
  });
});

describe("passing on", () => {
  async function waiting(): Promise<string> {
    const { generationId, jobId, ownUrl } = await calls.create("kling");
    const sent = body(jobId);
    await calls.send(ownUrl, sent, calls.signed(sent));
    await calls.door.drain();
    return generationId;
  }

  it("begins anew after growing pauses until the receiver is up again", async () => {
    const generationId = await waiting();
    calls.receiver.mode = 503;
    for (const [failed, delayMs] of RELAY_DELAYS_MS.slice(0, 3).entries()) {
      expect(await calls.relay.round()).toBe(1);
      const [row] = await calls.stack.pg.sql`
        select state, tries, last_status, last_fault,
          round(extract(epoch from next_try_at - now()) * 1000 / ${delayMs}::integer, 1)::float as part
        from callback_deliveries where generation_id = ${generationId}`;
      expect(row).toEqual({
        state: "waiting",
        tries: failed + 1,
        last_status: 503,
        last_fault: "status",
        part: 1,
      });
      expect(await calls.relay.round()).toBe(0);
      await calls.makeDue();
    }
    calls.receiver.mode = 204;
    expect(await calls.relay.round()).toBe(1);
    const [row] = await calls.deliveries(generationId);
    expect(row).toMatchObject({ state: "delivered", tries: 4, last_status: 204, last_fault: null });
    const bodies = new Set(calls.receiver.calls.map((call) => call.body.toString()));
    expect([calls.receiver.calls.length, bodies.size]).toEqual([4, 1]);
  });

  it("gives up after eleven tries in more than a day, and keeps what it could not deliver", async () => {
    const total = RELAY_DELAYS_MS.reduce((sum, delay) => sum + delay, 0);
    expect([RELAY_DELAYS_MS.length + 1, total >= 86_400_000]).toEqual([11, true]);
    const generationId = await waiting();
    calls.receiver.mode = 500;
    for (let tries = 0; tries < 11; tries += 1) {
      await calls.makeDue();
      await calls.relay.round();
    }
    await calls.makeDue();
    expect(await calls.relay.round()).toBe(0);
    const [row] = await calls.deliveries(generationId);
    expect(row).toMatchObject({ state: "failed", tries: 11, next_try_at: null });
    expect(row?.["body"]).toBeInstanceOf(Uint8Array);
    expect(calls.figures.gaveUp).toBe(1);
  });

  it("follows no redirect", async () => {
    const generationId = await waiting();
    calls.receiver.mode = { location: `${calls.receiver.url}/elsewhere` };
    await calls.relay.round();
    expect(calls.receiver.calls.map(({ path }) => path)).toEqual(["/done?job=7"]);
    const [row] = await calls.deliveries(generationId);
    expect(row).toMatchObject({ state: "waiting", last_status: 307, last_fault: "redirect" });
  });

  it("waits for a receiver that hangs no longer than its bound", async () => {
    const generationId = await waiting();
    calls.receiver.mode = "hang";
    const receivers = createReceiverClient({ totalMs: 100 });
    const relay = startCallbackRelay({ ...relayDeps(), receivers });
    expect(await relay.round()).toBe(1);
    const [row] = await calls.deliveries(generationId);
    expect(row).toMatchObject({ state: "waiting", last_status: null, last_fault: "timeout" });
    await relay.close();
    await receivers.close();
  });

  it("sends each call once where several workers look for work at the same time", async () => {
    const { generationId, ownUrl } = await calls.create("kling");
    const ids = Array.from({ length: 20 }, (_, index) => `msg_${index}`);
    for (const id of ids) {
      const sent = `{"n":"${id}"}`;
      await calls.send(ownUrl, sent, calls.signed(sent, id));
    }
    const receivers = createReceiverClient();
    const relays = Array.from({ length: 4 }, () =>
      startCallbackRelay({ ...relayDeps(), receivers }),
    );
    const made = await Promise.all(relays.map((relay) => relay.round()));
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(20);
    const came = calls.receiver.calls.map(({ headers }) => headers["webhook-id"]);
    expect([came.length, new Set(came)]).toEqual([20, new Set(ids)]);
    expect(await calls.deliveries(generationId)).toHaveLength(20);
    await Promise.all(relays.map((relay) => relay.close()));
    await receivers.close();
  });

  it("never tries what another worker holds, and takes it over when that one is gone", async () => {
    const generationId = await waiting();
    await calls.stack.pg.sql`
      update callback_deliveries set lease_owner = ${randomUUID()}, lease_until = now() + interval '1 minute'`;
    expect(await calls.relay.round()).toBe(0);
    await calls.stack.pg
      .sql`update callback_deliveries set lease_until = now() - interval '1 second'`;
    expect(await calls.relay.round()).toBe(1);
    expect(await calls.deliveries(generationId)).toMatchObject([{ state: "delivered" }]);
  });

  function relayDeps() {
    return {
      pg: calls.stack.pg,
      masterKey: calls.stack.masterKey,
      instanceId: randomUUID(),
      random: () => 0,
      log: calls.stack.deps.log,
      figures: createCallbackFigures(),
      tickMs: 3_600_000,
    };
  }
});

describe("a receiver's address", () => {
  it.each([
    ["a public name that leads inside", "https://app.example/x", "127.0.0.1"],
    [
      "a public name that leads to the cloud's metadata",
      "https://app.example/x",
      "169.254.169.254",
    ],
    ["a private name that leads there", "http://web.internal/x", "169.254.169.254"],
    ["a mapped address", "https://app.example/x", "::ffff:10.0.0.1"],
  ])("is not called where it is %s", async (_name, url, address) => {
    const receivers = createReceiverClient({
      lookup: (_host, _options, callback) => {
        callback(null, [{ address, family: address.includes(":") ? 6 : 4 }]);
      },
    });
    const answer = await receivers.call(new URL(url), [], Buffer.from("{}"));
    expect(answer).toEqual({ status: null, fault: "forbidden_address" });
    await receivers.close();
  });
});
