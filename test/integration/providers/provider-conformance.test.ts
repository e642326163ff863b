import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ADAPTERS } from "../../../ingest/providers/registry.ts";
import { startSettleWorker } from "../../../ingest/settle/start-worker.ts";
import { createUpstreamClient } from "../../../ingest/settle/upstream-client.ts";
import { CREDENTIAL } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import type { Story, WireAnswer } from "../../support/provider-fixtures/provider-fixture.ts";
import { PROVIDER_FIXTURES } from "../../support/provider-fixtures/provider-fixtures.ts";
import { openProviderStack, type ProviderStack } from "../../support/provider-stack.ts";

const CLIP = Buffer.alloc(5_000, 7);
const SOON = { firstMs: 20, growth: 1.2, maxMs: 60, jitter: 0 };

it("has a fixture for every adapter, and none for another", () => {
  const fixtures = new Set(PROVIDER_FIXTURES.map(({ provider }) => provider));
  expect(fixtures).toEqual(new Set(ADAPTERS.map(({ provider }) => provider)));
});

const WIRES = PROVIDER_FIXTURES.map((fixture) => ({
  wire: [fixture.provider, fixture.api].filter((part) => part !== undefined).join(" "),
  fixture,
}));

let server: PostgresServer;
let stack: ProviderStack;
beforeAll(async () => {
  server = await withPostgres("server");
  stack = await openProviderStack(server);
});
afterAll(async () => {
  await stack.close();
  await server.close();
});

describe.each(WIRES)("the wire of $wire", ({ fixture }) => {
  const { provider, createPath, pollPath, contentPath } = fixture;
  const jobId = fixture.jobId ?? ((short: string) => short);
  let id: string;
  beforeEach(() => {
    id = randomUUID();
    stack.upstream.seen.length = 0;
  });

  /** The upstream takes the create and then answers polls one after the other, the last one for ever. */
  function script(polls: readonly WireAnswer[]): void {
    const left = [...polls];
    stack.upstream.answer = (request, response) => {
      const send = ({ status, text, headers = {} }: WireAnswer): void => {
        const type = text === "" ? {} : { "content-type": "application/json" };
        response.writeHead(status, { ...type, ...headers }).end(text);
      };
      const path = request.url;
      if (request.method === "POST" && path === createPath)
        send(fixture.accepted(id, stack.upstream.url));
      else if (path === contentPath?.(id)) {
        response.writeHead(200, { "content-type": "video/mp4" }).end(CLIP);
      } else if (path === pollPath(id) || path === fixture.workerPollPath?.(id)) {
        const answer = left.length > 1 ? left.shift() : left[0];
        send(answer ?? fixture.unknown);
      } else send(fixture.unknown);
    };
  }

  const creation = () => ({
    method: "POST",
    body: JSON.stringify(fixture.createBody),
    headers: fixture.createHeaders ?? {},
  });

  function poll(): Promise<Response> {
    const body = fixture.pollBody?.(id);
    const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    return stack.call(provider, pollPath(id), init);
  }

  async function create(): Promise<string> {
    const answer = await stack.call(provider, createPath, creation());
    expect(answer.status).toBe(fixture.accepted(id, "").status);
    expect(answer.headers.get("reelmeter-cost-estimate")).toBe(fixture.estimate);
    return answer.headers.get("reelmeter-generation-id") ?? "";
  }

  function booked(story: Story): object {
    return {
      provider,
      provider_job_id: jobId(id),
      model: fixture.model,
      resolution: fixture.resolution,
      state: story.state,
      cost: story.cost,
      currency: story.currency ?? "USD",
      cost_basis: story.basis,
      units: story.units?.[0] ?? null,
      price_unit: story.units?.[1] ?? null,
      video_seconds: story.videoSeconds,
      failure_kind: story.failure?.[0] ?? null,
      failure_code: story.failure?.[1] ?? null,
      next_poll_at: null,
      downloads_pass: contentPath !== null,
    };
  }

  it.each(fixture.stories)("books what is $name as its client sees it", async (story) => {
    const polls = story.polls(id, stack.upstream.url);
    script(polls);
    const generationId = await create();
    for (const answer of polls) {
      const seen = await poll();
      expect(seen.status).toBe(answer.status);
      await seen.arrayBuffer();
    }
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject(booked(story));
  });

  it("settles what no client polls, by the worker's own calls", async () => {
    const [story] = fixture.stories;
    if (story === undefined) throw new Error("a fixture without a story");
    script(story.polls(id, stack.upstream.url));
    const generationId = await create();
    const client = createUpstreamClient();
    const worker = startSettleWorker({
      ...stack.deps,
      schedule: SOON,
      client,
      random: Math.random,
      soleInstance: true,
      upstreams: stack.running.upstreams,
      tickMs: 20,
    });
    await stack.pg.sql`update jobs set next_poll_at = now() where generation_id = ${generationId}`;
    await expect
      .poll(async () => (await stack.row(generationId))["state"], { timeout: 10_000 })
      .toBe(story.state);
    await worker.close();
    await client.close();
    expect(await stack.row(generationId)).toMatchObject(booked(story));
    const path = (fixture.workerPollPath ?? pollPath)(id);
    const asked = stack.upstream.seen.find(({ url }) => url === path);
    const adapter = ADAPTERS.find((each) => each.provider === provider);
    expect(asked?.headers).toMatchObject({
      ...adapter?.ownHeaders,
      ...adapter?.credentialHeaders(CREDENTIAL, Date.now()),
    });
  });

  it("fetches clips here only where the provider hands them out here", async () => {
    const [story] = fixture.stories;
    if (story === undefined) throw new Error("a fixture without a story");
    const polls = story.polls(id, stack.upstream.url);
    script(polls);
    const generationId = await create();
    if (fixture.contentByFile === true) for (const _ of polls) await (await poll()).arrayBuffer();
    const path = contentPath?.(id) ?? `${pollPath(id)}/content`;
    const answer = await stack.call(provider, path);
    const bytes = Buffer.from(await answer.arrayBuffer());
    await stack.drain();
    await expect
      .poll(async () => (await stack.row(generationId))["first_downloaded_at"] !== null)
      .toBe(contentPath !== null);
    expect(answer.status).toBe(contentPath === null ? 404 : 200);
    expect(bytes.equals(CLIP)).toBe(contentPath !== null);
  });

  it("books a refused create at nothing, with the provider's own words, and passes them on", async () => {
    const { answer: refusal, code, says } = fixture.refusal;
    stack.upstream.answer = (_request, response) =>
      response.writeHead(refusal.status, { "content-type": "application/json" }).end(refusal.text);
    const answer = await stack.call(provider, createPath, creation());
    expect(answer.status).toBe(refusal.status);
    expect(await answer.text()).toBe(refusal.text);
    const row = await stack.row(answer.headers.get("reelmeter-generation-id") ?? "");
    expect(row).toMatchObject({
      state: "failed",
      cost: "0.000000000",
      failure_kind: "rejected",
      failure_code: code,
      failure_message: says,
    });
  });

  it("refuses in the provider's own shape, and shows nobody another one's job", async () => {
    const adapter = ADAPTERS.find((each) => each.provider === provider);
    const answer = await poll();
    expect(answer.status).toBe(404);
    const body: unknown = await answer.json();
    expect(adapter?.isProviderError(body)).toBe(true);
    expect(adapter?.errorOf(body).message).toContain(`'${jobId(id)}' not found`);
    expect(adapter?.isProviderError(JSON.parse(fixture.unknown.text))).toBe(true);
    for (const odd of [null, [], "no", {}, { error: 5 }, { id }, { status: "done" }]) {
      expect(adapter?.isProviderError(odd)).toBe(false);
    }
    expect(stack.upstream.seen).toEqual([]);
  });

  it("passes a poll's bytes as they came when no address in it is the wire's", async () => {
    script([{ status: 200, text: `{ "id":"${id}" ,\n "état" : 1.50 }\n` }]);
    await create();
    const answer = await poll();
    expect(await answer.text()).toBe(`{ "id":"${id}" ,\n "état" : 1.50 }\n`);
  });

  it("asks for a list only where the provider has one", async () => {
    script([]);
    const answer = await stack.call(provider, createPath);
    expect(answer.status).toBe(404);
    expect(stack.upstream.seen.map(({ method }) => method)).toEqual(fixture.hasList ? ["GET"] : []);
  });
});

const NAMING_COST = PROVIDER_FIXTURES.filter(
  ({ provider, contentPath }) =>
    contentPath !== null && ADAPTERS.some((each) => each.provider === provider && each.namesCost),
);

describe.each(NAMING_COST)("a clip of $provider, whose job names its cost,", (fixture) => {
  it("is not settled by its download, but by what its job says afterwards", async () => {
    const { provider, createPath, pollPath, contentPath, stories } = fixture;
    const id = randomUUID();
    const end = stories[0]?.polls(id, stack.upstream.url).at(-1) ?? fixture.unknown;
    stack.upstream.answer = ({ method, url }, response) => {
      if (url === contentPath?.(id)) {
        response.writeHead(200, { "content-type": "video/mp4" }).end(CLIP);
        return;
      }
      const { status, text } = method === "POST" ? fixture.accepted(id, stack.upstream.url) : end;
      response.writeHead(status, { "content-type": "application/json" }).end(text);
    };
    const body = JSON.stringify(fixture.createBody);
    const made = await stack.call(provider, createPath, {
      method: "POST",
      body,
      headers: fixture.createHeaders ?? {},
    });
    const generationId = made.headers.get("reelmeter-generation-id") ?? "";
    await (await stack.call(provider, contentPath?.(id) ?? "")).arrayBuffer();
    await expect
      .poll(async () => (await stack.row(generationId))["first_downloaded_at"])
      .not.toBeNull();
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({
      state: "submitted",
      cost_basis: "estimate",
    });
    await (await stack.call(provider, pollPath(id))).arrayBuffer();
    await stack.drain();
    expect(await stack.row(generationId)).toMatchObject({
      state: "succeeded",
      cost_basis: "reported",
      cost: stories[0]?.cost,
    });
  });
});

const UNLISTED = PROVIDER_FIXTURES.filter(({ hasList }) => !hasList);

describe.each(UNLISTED)("a create at $provider, which offers no list,", (fixture) => {
  it("is lost when its outcome is unknown, and keeps its estimate with the reason", async () => {
    const { provider, createPath } = fixture;
    stack.upstream.seen.length = 0;
    stack.upstream.answer = (_request, response) => response.destroy();
    const body = JSON.stringify(fixture.createBody);
    const answer = await stack.call(provider, createPath, {
      method: "POST",
      body,
      headers: fixture.createHeaders ?? {},
    });
    const generationId = answer.headers.get("reelmeter-generation-id") ?? "";
    expect(answer.status).toBe(502);
    const client = createUpstreamClient();
    const worker = startSettleWorker({
      ...stack.deps,
      client,
      random: Math.random,
      soleInstance: true,
      upstreams: stack.running.upstreams,
      grace: { completeMs: 0, incompleteMs: 3_600_000 },
      tickMs: 20,
    });
    await expect
      .poll(async () => (await stack.row(generationId))["state"], { timeout: 10_000 })
      .toBe("lost");
    await worker.close();
    await client.close();
    expect(await stack.row(generationId)).toMatchObject({
      cost: fixture.estimate.split(" ")[0],
      cost_basis: "estimate",
      failure_kind: "unknown_outcome",
      failure_code: "no_list",
      failure_message: expect.stringContaining("offers no list"),
    });
    expect(stack.upstream.seen.filter(({ method }) => method === "POST")).toHaveLength(1);
  });
});
