import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHooks, type Hooks } from "../../../ingest/settle/hooks.ts";
import {
  createUpstreamClient,
  type UpstreamClient,
} from "../../../ingest/settle/upstream-client.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { openrouterFixture } from "../../support/provider-fixtures/openrouter-fixture.ts";
import {
  openProviderStack,
  WEBHOOK_SECRET,
  type ProviderStack,
} from "../../support/provider-stack.ts";

const MINUTE_MS = 60_000;

describe("a webhook of OpenRouter", () => {
  let server: PostgresServer;
  let stack: ProviderStack;
  let client: UpstreamClient;
  let hooks: Hooks;
  beforeAll(async () => {
    server = await withPostgres("server");
    stack = await openProviderStack(server);
    client = createUpstreamClient();
    hooks = createHooks({ ...stack.deps, client });
  });
  afterAll(async () => {
    await hooks.drain();
    await client.close();
    await stack.close();
    await server.close();
  });

  /** A job that has ended, of which nobody has heard yet. */
  async function ended(): Promise<{ readonly id: string; readonly generationId: string }> {
    const id = `gen-vid-${randomUUID()}`;
    const [story] = openrouterFixture.stories;
    const end = story?.polls(id, stack.upstream.url).at(-1);
    stack.upstream.answer = ({ method }, response) => {
      const answer = method === "POST" ? openrouterFixture.accepted(id, stack.upstream.url) : end;
      response.writeHead(answer?.status ?? 500, { "content-type": "application/json" });
      response.end(answer?.text);
    };
    const body = JSON.stringify(openrouterFixture.createBody);
    const made = await stack.call("openrouter", openrouterFixture.createPath, {
      method: "POST",
      body,
    });
    return { id, generationId: made.headers.get("reelmeter-generation-id") ?? "" };
  }

  async function send(
    id: string,
    change: { secret?: string; atMs?: number; type?: string; sent?: (body: string) => string } = {},
  ): Promise<Response> {
    const { secret = WEBHOOK_SECRET, atMs = Date.now(), sent = (text: string) => text } = change;
    const type = change.type ?? "video.generation.completed";
    const body = JSON.stringify({ type, data: { id, status: "completed" } });
    const t = Math.floor(atMs / 1_000);
    const v1 = createHmac("sha256", secret).update(`${t},${body}`).digest("hex");
    return hooks.app.request("/hooks/openrouter", {
      method: "POST",
      body: sent(body),
      headers: { "content-type": "application/json", "x-openrouter-signature": `t=${t},v1=${v1}` },
    });
  }

  it("settles the job that it names, by asking OpenRouter itself", async () => {
    const { id, generationId } = await ended();
    const answer = await send(id);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ received: true, job: "known" });
    await hooks.drain();
    expect(await stack.row(generationId)).toMatchObject({
      state: "succeeded",
      cost: "0.800000000",
      cost_basis: "reported",
    });
  });

  it.each([
    ["another secret", { secret: "another" }],
    ["a time six minutes ago", { atMs: Date.now() - 6 * MINUTE_MS }],
    ["a time six minutes ahead", { atMs: Date.now() + 6 * MINUTE_MS }],
    ["a body that was written anew", { sent: (body: string) => `${body} ` }],
  ])("is refused with %s, and nobody is asked", async (_name, change) => {
    const { id, generationId } = await ended();
    const before = stack.upstream.seen.length;
    expect((await send(id, change)).status).toBe(401);
    expect(stack.upstream.seen).toHaveLength(before);
    expect(await stack.row(generationId)).toMatchObject({ state: "submitted" });
  });

  it.each(["", "v1=00", "t=1,v1=zz", `t=1,v1=${"0".repeat(64)},v1=${"0".repeat(64)}`])(
    "is refused with a signature that is none: %s",
    async (signature) => {
      const answer = await hooks.app.request("/hooks/openrouter", {
        method: "POST",
        body: "{}",
        headers: { "x-openrouter-signature": signature },
      });
      expect(answer.status).toBe(401);
    },
  );

  it("about other things is taken and changes nothing", async () => {
    const { id } = await ended();
    const answer = await send(id, { type: "credits.low" });
    expect(await answer.json()).toEqual({ received: true, job: "none" });
  });

  it.each(["xai", "runway", "luma"])("is not expected of %s, which sends none", async (slug) => {
    const answer = await hooks.app.request(`/hooks/${slug}`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(404);
  });
});
