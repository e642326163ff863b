import type { LookupFunction } from "node:net";
import { gzipSync } from "node:zlib";
import { request } from "undici";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { plannedHold } from "../../support/planned-hold.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";
import {
  sendJson,
  startScriptedUpstream,
  videoObject,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";

/** A resolver that answers these lists in turn, the last one from then on. */
function scriptedLookup(...answers: readonly (readonly string[])[]): LookupFunction {
  let asked = 0;
  return (_hostname, _options, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
}

describe("where the proxy sends requests", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy | null;

  beforeEach(async () => {
    upstream = await startScriptedUpstream();
    proxy = null;
  });

  afterEach(async () => {
    await proxy?.close();
    await upstream.close();
  });

  const start = async (options: Parameters<typeof startProxy>[0]): Promise<StartedProxy> => {
    proxy = await startProxy(options);
    return proxy;
  };

  const create = (started: StartedProxy, headers: Record<string, string> = {}, body: object = {}) =>
    request(`${started.url}/proxy/openai/v1/videos`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${started.key}`,
        "content-type": "application/json",
        ...headers,
      },
      body: JSON.stringify({ prompt: "x", ...body }),
    });

  it("answers 502 for a name that does not resolve, and serves on", async () => {
    const unknown: LookupFunction = (_hostname, _options, callback) => {
      const error: NodeJS.ErrnoException = new Error("getaddrinfo ENOTFOUND");
      error.code = "ENOTFOUND";
      // Node hands over no list at all then, though its type promises one.
      Reflect.apply(callback, undefined, [error]);
    };
    const started = await start({ upstreamUrl: "http://nowhere.test:81", lookup: unknown });
    for (const attempt of [1, 2]) {
      const answer = await create(started);
      expect([attempt, answer.statusCode]).toEqual([attempt, 502]);
      expect(await answer.body.json()).toMatchObject({ error: { code: "upstream_unreachable" } });
    }
  });

  it("refuses a loopback address unless the upstream allows private ones", async () => {
    const started = await start({ upstreamUrl: upstream.url, allowPrivate: false });
    const answer = await create(started);
    expect(answer.statusCode).toBe(502);
    expect(await answer.body.json()).toMatchObject({ error: { code: "upstream_unreachable" } });
    expect(upstream.seen).toHaveLength(0);
    expect(started.jobBook.of("refusedUpstream")[0]?.failure.kind).toBe("unreachable");
  });

  it("refuses a metadata address even where private ones are allowed", async () => {
    const started = await start({ upstreamUrl: "http://169.254.169.254" });
    expect((await create(started)).statusCode).toBe(502);
  });

  it("judges the address that it connects to, so that rebinding a name gains nothing", async () => {
    const started = await start({
      upstreamUrl: `http://rebound.test:${upstream.port}`,
      allowPrivate: false,
      lookup: scriptedLookup(["127.0.0.1"]),
    });
    expect((await create(started)).statusCode).toBe(502);
    expect(upstream.seen).toHaveLength(0);
  });

  it("refuses a name that has one forbidden address among allowed ones", async () => {
    const started = await start({
      upstreamUrl: `http://mixed.test:${upstream.port}`,
      lookup: scriptedLookup(["127.0.0.1", "169.254.169.254"]),
    });
    expect((await create(started)).statusCode).toBe(502);
    expect(upstream.seen).toHaveLength(0);
  });

  it("reaches a name that resolves to an allowed address", async () => {
    const started = await start({
      upstreamUrl: `http://named.test:${upstream.port}`,
      lookup: scriptedLookup(["127.0.0.1"]),
    });
    expect((await create(started)).statusCode).toBe(200);
    expect(upstream.seen[0]?.headers["host"]).toBe(`named.test:${upstream.port}`);
  });

  it("takes no address from a request", async () => {
    const started = await start({ upstreamUrl: upstream.url });
    const elsewhere = await startScriptedUpstream();
    const answer = await create(
      started,
      { "x-portkey-custom-host": elsewhere.url, "x-original-url": elsewhere.url },
      {
        base_url: elsewhere.url,
        api_base: elsewhere.url,
        input_reference: { image_url: elsewhere.url },
      },
    );
    expect(answer.statusCode).toBe(200);
    expect(upstream.seen).toHaveLength(1);
    expect(upstream.seen[0]?.headers["x-original-url"]).toBeUndefined();
    expect(elsewhere.seen).toHaveLength(0);
    await elsewhere.close();
  });

  it("keeps a base path, and does not double a version in it", async () => {
    for (const [base, path] of [
      ["/gateway", "/gateway/v1/videos"],
      ["/v1", "/v1/videos"],
      ["/openai/v1/", "/openai/v1/videos"],
    ]) {
      const started = await start({ upstreamUrl: upstream.url + base });
      await create(started);
      expect(upstream.seen.at(-1)?.url).toBe(path);
      await started.close();
    }
  });

  it("reads an answer that came compressed although none was asked for, within a bound", async () => {
    const started = await start({ upstreamUrl: upstream.url });
    const video = Buffer.from(JSON.stringify(videoObject({ id: "video_gz" })));
    upstream.answer = (_request, response) => {
      const body = gzipSync(video);
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(body);
    };
    expect((await create(started)).statusCode).toBe(200);
    expect(started.jobBook.of("accepted")[0]?.providerJobId).toBe("video_gz");

    upstream.answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(50_000_000, 0x20)));
    };
    expect((await create(started)).statusCode).toBe(502);
    expect(started.jobBook.of("outcomeUnknown")).toHaveLength(1);
  });

  it("attributes a create by header, baggage and body in this order, and forwards none of the headers", async () => {
    const started = await start({ upstreamUrl: upstream.url });
    await create(
      started,
      { "reelmeter-feature": "remix", baggage: "reelmeter.surface=chat,reelmeter.feature=no" },
      { user: "u_7", safety_identifier: "s_7" },
    );
    expect(started.jobBook.of("admit")[0]?.job.attribution).toMatchObject({
      feature: "remix",
      surface: "chat",
      user: "u_7",
      plan: "(none)",
    });
    expect(upstream.seen[0]?.body.toString()).toContain('"user":"u_7"');
    expect(JSON.stringify(upstream.seen[0]?.headers)).not.toContain("reelmeter");
  });

  it("answers 429 with what is left, or 402 when the limit is money, before the upstream is called", async () => {
    const windowEndMs = Date.parse("2100-01-01T00:00:00Z");
    const window = { kind: "calendar", unit: "day", tz: "UTC" } as const;
    const hold = plannedHold("rule_1", 30_000_000_000n, {
      family: "generations|day:UTC|user",
      subject: "user=u_42",
      window,
      windowEndMs,
    });
    const started = await start({
      upstreamUrl: upstream.url,
      policy: { holdsFor: () => ({ kind: "hold", holds: [hold] }) },
    });
    const refused = {
      kind: "refused",
      hold,
      used: 29_000_000_000n,
      held: 1_000_000_000n,
      limit: 30_000_000_000n,
      amount: 1_000_000_000n,
      freesAtMs: windowEndMs,
    } as const;
    started.jobBook.admission = refused;
    const answer = await create(started);
    expect(answer.statusCode).toBe(429);
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
    expect(await answer.body.json()).toEqual({
      error: {
        message:
          "Daily limit for user u_42 reached: 30 of 30 generations. Resets 2100-01-01T00:00:00Z.",
        type: "quota_exceeded",
        code: "user_quota_exceeded",
        param: null,
        reelmeter: {
          rule: "rule_1",
          rule_name: "Test limit",
          metric: "generations",
          limit: "30",
          used: "29",
          held: "1",
          resets_at: "2100-01-01T00:00:00Z",
        },
      },
    });
    expect(answer.headers["ratelimit"]).toMatch(/^"Test limit";r=0;t=\d+$/);
    started.jobBook.admission = { ...refused, hold: { ...hold, metric: "cost" } };
    expect((await create(started)).statusCode).toBe(402);
    expect(upstream.seen).toHaveLength(0);
  });

  it("keeps a prompt only where the workspace asks for it, and its keyed hash always", async () => {
    const started = await start({ upstreamUrl: upstream.url });
    await create(started);
    const storing = started.directory.addWorkspace({ storePrompts: true });
    started.directory.addUpstream({ workspaceId: storing.id, baseUrl: new URL(upstream.url) });
    const { text } = started.directory.addKey({ workspaceId: storing.id });
    await create(started, { authorization: `Bearer ${text}` });
    const [first, second] = started.jobBook.of("admit").map((entry) => entry.job);
    expect(first?.prompt).toBeNull();
    expect(second?.prompt).toBe("x");
    expect(first?.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect(second?.promptHash).not.toBe(first?.promptHash);
  });

  it("answers 503 to a poll whose job can not be looked up while the books are away", async () => {
    const started = await start({ upstreamUrl: upstream.url });
    upstream.answer = (_request, response) =>
      sendJson(response, 200, videoObject({ id: "video_1" }));
    await create(started);
    started.jobBook.away = true;
    const answer = await request(`${started.url}/proxy/openai/v1/videos/video_1`, {
      headers: { authorization: `Bearer ${started.key}` },
    });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers["retry-after"]).toBe("2");
  });
});
