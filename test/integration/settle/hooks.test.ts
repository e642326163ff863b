import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHooks, HOOK_MAX_BYTES, type Hooks } from "../../../ingest/settle/hooks.ts";
import {
  createUpstreamClient,
  type UpstreamClient,
} from "../../../ingest/settle/upstream-client.ts";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import {
  addUpstream,
  CREDENTIAL,
  observation,
  openBooks,
  type Books,
} from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const secret = () => `whsec_${randomBytes(24).toString("base64")}`;
const MINUTE_MS = 60_000;

describe("the webhook door", () => {
  const first = secret();
  const second = secret();
  let server: PostgresServer;
  let simulator: Simulator;
  let client: UpstreamClient;
  let books: Books;
  let hooks: Hooks;

  beforeAll(async () => {
    server = await withPostgres("server");
    simulator = createSimulator({ apiKeys: [CREDENTIAL], queueMs: 0, generationMs: 0, seed: 3 });
    const { url } = await simulator.listen();
    books = await openBooks(server, { baseUrl: url, webhookSecret: `${first} ${second}` });
    client = createUpstreamClient();
    hooks = createHooks({ ...books.deps, client });
  });
  afterAll(async () => {
    await hooks.drain();
    await client.close();
    await books.close();
    await simulator.close();
    await server.close();
  });

  it("settles the job that a signed webhook names, by asking the upstream itself", async () => {
    const { job, providerJobId } = await ended();
    const response = await send(completed(providerJobId));
    expect(response.status).toBe(200);
    await hooks.drain();
    expect(await books.row(job.generationId)).toMatchObject({ state: "succeeded", version: 3 });
  });

  it("takes the same webhook again with 200 and changes nothing", async () => {
    const { job, providerJobId } = await ended();
    const again = { id: "msg_same" };
    expect((await send(completed(providerJobId), again)).status).toBe(200);
    await hooks.drain();
    expect((await send(completed(providerJobId), again)).status).toBe(200);
    await hooks.drain();
    expect(await books.row(job.generationId)).toMatchObject({ version: 3 });
  });

  it("settles once when the same webhook comes five times at once", async () => {
    const { job, providerJobId } = await ended();
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => send(completed(providerJobId))),
    );
    expect(responses.map((response) => response.status)).toEqual([200, 200, 200, 200, 200]);
    await hooks.drain();
    expect(await books.row(job.generationId)).toMatchObject({ version: 3 });
  });

  it("believes the upstream's answer and not the webhook's words", async () => {
    const { job, providerJobId } = await ended("job=failed");
    expect((await send(completed(providerJobId))).status).toBe(200);
    await hooks.drain();
    expect(await books.row(job.generationId)).toMatchObject({
      state: "failed",
      cost: "0.000000000",
    });
  });

  it("accepts either of two secrets while one replaces the other", async () => {
    const body = completed("video_of_nobody");
    expect((await send(body, { secret: first })).status).toBe(200);
    expect((await send(body, { secret: second })).status).toBe(200);
  });

  it.each([
    ["another secret", { secret: secret() }],
    ["no signature", { headers: { "webhook-signature": "" } }],
    ["a signature of another version", { headers: { "webhook-signature": "v2,AAAA" } }],
    ["a time six minutes ago", { atMs: Date.now() - 6 * MINUTE_MS }],
    ["a time six minutes ahead", { atMs: Date.now() + 6 * MINUTE_MS }],
    ["another id than the signed one", { headers: { "webhook-id": "msg_other" } }],
    ["a body that was written anew", { rewrite: (body: string) => `${body} ` }],
  ])("refuses %s with 401, says what to check, and looks at nothing", async (_, change) => {
    const { job, providerJobId } = await ended();
    const response = await send(completed(providerJobId), change);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: { code: "bad_signature", message: expect.stringContaining("webhook secret") },
    });
    expect(await books.row(job.generationId)).toMatchObject({ state: "submitted" });
  });

  it("answers 200 to webhooks about jobs that are not ours and about other things", async () => {
    expect((await send(completed("video_of_another_client"))).status).toBe(200);
    expect((await send({ type: "batch.completed", data: { id: "batch_1" } })).status).toBe(200);
  });

  it("does not settle another account's job on the word of a secret of its own", async () => {
    const { job, providerJobId } = await ended();
    const intruder = {
      workspaceId: `ws_${randomUUID()}`,
      upstreamId: randomUUID(),
      slug: "openai",
    };
    const theirs = secret();
    await books.pg.sql`insert into workspaces (id, name, slug)
      values (${intruder.workspaceId}, 'Intruder', ${intruder.workspaceId})`;
    await addUpstream(books.pg, books.masterKey, { ...intruder, webhookSecret: theirs });
    await books.running.refresh();
    expect((await send(completed(providerJobId), { secret: theirs })).status).toBe(200);
    await hooks.drain();
    expect(await books.row(job.generationId)).toMatchObject({ state: "submitted" });
  });

  it("refuses a body over 1 MiB with 413 and an unknown address with 404", async () => {
    const large = { type: "x", data: { id: "a".repeat(HOOK_MAX_BYTES) } };
    expect((await send(large)).status).toBe(413);
    expect((await send(completed("video_1"), { path: "/hooks/nowhere" })).status).toBe(404);
  });

  it("answers in bounded time when the upstream hangs, with the poll durable for the worker", async () => {
    const { job, providerJobId } = await ended();
    simulator.control.addFault({ control: "hang=headers", route: "retrieve", count: 1 });
    const quickClient = createUpstreamClient(1_000);
    const quick = createHooks({ ...books.deps, client: quickClient, waitMs: 50 });
    const response = await send(completed(providerJobId), { app: quick });
    expect(response.status).toBe(200);
    const [row] = await books.pg.sql`
      select next_poll_at <= now() as due from jobs where generation_id = ${job.generationId}`;
    expect(row).toEqual({ due: true });
    await quick.drain();
    await quickClient.close();
  });

  interface Sending {
    readonly secret?: string;
    readonly id?: string;
    readonly atMs?: number;
    readonly path?: string;
    readonly headers?: Record<string, string>;
    readonly rewrite?: (body: string) => string;
    readonly app?: Hooks;
  }

  async function send(event: object, how: Sending = {}): Promise<Response> {
    const body = JSON.stringify(event);
    const id = how.id ?? `msg_${randomUUID()}`;
    const at = new Date(how.atMs ?? Date.now());
    return (how.app ?? hooks).app.request(how.path ?? "/hooks/openai", {
      method: "POST",
      body: how.rewrite?.(body) ?? body,
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": new Webhook(how.secret ?? first).sign(id, at, body),
        ...how.headers,
      },
    });
  }

  function completed(providerJobId: string): object {
    return { id: "evt_1", object: "event", type: "video.completed", data: { id: providerJobId } };
  }

  /** A booked job whose upstream is done with it. */
  async function ended(control?: string) {
    const job = books.newJob();
    await books.book.admit(job, []);
    const response = await simulator.fetch(
      new Request("http://simulator/v1/videos", {
        method: "POST",
        headers: {
          authorization: `Bearer ${CREDENTIAL}`,
          "content-type": "application/json",
          ...(control === undefined ? {} : { "simulator-control": control }),
        },
        body: JSON.stringify({ prompt: "a cat", model: "sora-2", seconds: "8", size: "1280x720" }),
      }),
    );
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null || !("id" in body)) throw new Error("no job");
    const providerJobId = String(body.id);
    await books.book.accepted(job, providerJobId, observation());
    return { job, providerJobId };
  }
});
