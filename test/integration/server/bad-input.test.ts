import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Simulator } from "../../../simulator/create-simulator.ts";
import { residentBytes } from "../../support/child-of.ts";
import { startServer, type RunningServer } from "../../support/running-server.ts";
import { created, CREDENTIAL, openSimulator, sdk, setUp } from "../../support/system-stack.ts";
import { openSystemStores, type SystemStores } from "../../support/system-stores.ts";
import { uploadLarge } from "../../support/upload-large.ts";

const MIB = 1_024 * 1_024;
const TOO_LARGE_BYTES = 70 * MIB;
/** Over what the process held before: far less than the body. */
const FLAT_BYTES = 40 * MIB;
const SAMPLE_MS = 20;
const WITHIN_5_S = { timeout: 5_000, interval: 50 };

let stores: SystemStores;
let simulator: Simulator;
let simulatorUrl: string;
let server: RunningServer;
let key: string;

beforeAll(async () => {
  stores = await openSystemStores();
  simulator = openSimulator();
  ({ url: simulatorUrl } = await simulator.listen());
  server = await startServer({ env: stores.env });
  ({ key } = await setUp(server, simulatorUrl));
  await created(server, "/api/v1/upstreams", {
    slug: "second",
    provider: "openai",
    base_url: `${simulatorUrl}/v1`,
    credential: CREDENTIAL,
    allow_private: true,
  });
  await vi.waitFor(() => sdk(server.url, key).videos.list(), WITHIN_5_S);
});
afterAll(async () => {
  await server.stop();
  await simulator.close();
  await stores.close();
});

/** What a call is refused with, as the SDK raises it. */
async function refusalOf(call: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> {
  const error = await call.then(
    () => new Error("it was not refused"),
    (refused: unknown) => refused,
  );
  if (!(error instanceof OpenAI.APIError)) throw error;
  return error;
}

async function newKey(fields: object): Promise<{ readonly id: string; readonly key: string }> {
  const made = await created(server, "/api/v1/keys", { name: "narrow", ...fields });
  return { id: String(made["id"]), key: String(made["key"]) };
}

describe("a key that may not", () => {
  it("is answered 401 in OpenAI's shape when it is wrong or missing, raised as AuthenticationError", async () => {
    for (const wrong of [
      `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
      "rm_live_x",
      "sk-x",
    ]) {
      const refusal = await refusalOf(sdk(server.url, wrong).videos.list());
      expect(refusal).toBeInstanceOf(OpenAI.AuthenticationError);
      expect(refusal).toMatchObject({
        status: 401,
        code: "invalid_api_key",
        type: "authentication_error",
        param: null,
      });
    }
    const bare = await fetch(`${server.url}/proxy/openai/v1/videos`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { code: "invalid_api_key" } });
  });

  it("works from its creation and is answered 401 within five seconds of being revoked", async () => {
    const narrow = await newKey({});
    const client = sdk(server.url, narrow.key);
    await vi.waitFor(() => client.videos.list(), WITHIN_5_S);
    expect((await server.api("DELETE", `/api/v1/keys/${narrow.id}`)).status).toBe(200);
    const refused = () => refusalOf(client.videos.list()).then((refusal) => refusal.status);
    await vi.waitFor(async () => expect(await refused()).toBe(401), WITHIN_5_S);
  });

  it("is answered 403 for another upstream and for another model, and nothing reaches the upstream", async () => {
    const narrow = await newKey({ upstreams: ["openai"], models: ["sora-2"] });
    const client = sdk(server.url, narrow.key);
    await vi.waitFor(() => client.videos.list(), WITHIN_5_S);
    const before = simulator.control.requests().length;
    const model = await refusalOf(client.videos.create({ prompt: "x", model: "sora-2-pro" }));
    expect(model).toBeInstanceOf(OpenAI.PermissionDeniedError);
    expect(model).toMatchObject({ status: 403, code: "model_not_allowed", param: "model" });
    const elsewhere = client.withOptions({ baseURL: `${server.url}/proxy/second/v1` });
    expect(await refusalOf(elsewhere.videos.list())).toMatchObject({
      status: 403,
      code: "upstream_not_allowed",
    });
    expect(simulator.control.requests()).toHaveLength(before);
    expect(await client.videos.create({ prompt: "x", model: "sora-2" })).toMatchObject({
      object: "video",
    });
  });
});

describe("what is not the caller's", () => {
  it("is answered like a job that does not exist when it is another workspace's", async () => {
    await stores.sql`insert into workspaces (id, name, slug) values ('other', 'Other', 'other')`;
    const inOther = async (path: string, body: unknown): Promise<Record<string, unknown>> => {
      const answer = await fetch(new URL(path, server.url), {
        method: "POST",
        headers: {
          authorization: `Bearer ${server.adminToken}`,
          "content-type": "application/json",
          "reelmeter-workspace": "other",
        },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(201);
      return (await answer.json()) as Record<string, unknown>;
    };
    // The same upstream account as the first workspace's.
    const upstream = { slug: "openai", provider: "openai", base_url: `${simulatorUrl}/v1` };
    await inOther("/api/v1/upstreams", {
      ...upstream,
      credential: CREDENTIAL,
      allow_private: true,
    });
    const { key: otherKey } = await inOther("/api/v1/keys", { name: "other" });
    const stranger = sdk(server.url, String(otherKey));
    await vi.waitFor(() => stranger.videos.list(), WITHIN_5_S);
    const { id } = await sdk(server.url, key).videos.create({ prompt: "mine" });
    const unknown = `${id.slice(0, -4)}0000`;

    for (const call of [
      (job: string) => stranger.videos.retrieve(job),
      (job: string) => stranger.videos.downloadContent(job),
      (job: string) => stranger.videos.delete(job),
      (job: string) => stranger.videos.list({ after: job }),
    ]) {
      const [foreign, missing] = await Promise.all([refusalOf(call(id)), refusalOf(call(unknown))]);
      expect(foreign.status).toBe(404);
      expect(bodyOf(foreign, id)).toEqual(bodyOf(missing, unknown));
      expect(namesOf(foreign)).toEqual(namesOf(missing));
    }
    expect((await stranger.videos.list()).data).toEqual([]);
    expect(simulator.control.requests().filter((each) => each.target.includes(unknown))).toEqual(
      [],
    );
    expect(simulator.ledger().find((job) => job.id === id)?.deletedAtMs).toBeNull();
  });

  it.each([
    ["GET", "/v1/models"],
    ["GET", "/v1/organization/costs"],
    ["POST", "/v1/chat/completions"],
    ["POST", "/v1/videos/video_1/unknown"],
    ["PUT", "/v1/videos/video_1"],
    ["GET", "/v1/videos/video_1/content/more"],
    ["GET", "/v2/videos"],
    ["GET", "/v1/videos/../organization/costs"],
    ["GET", "/v1/videos/%2e%2e/organization/costs"],
  ])("is refused on %s %s, which never reaches the upstream", async (method, path) => {
    const before = simulator.control.requests().length;
    const answer = await fetch(`${server.url}/proxy/openai${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
    });
    expect([400, 404]).toContain(answer.status);
    expect(await answer.json()).toMatchObject({ error: { message: expect.stringMatching(/\w/) } });
    expect(simulator.control.requests()).toHaveLength(before);
  });
});

describe("a body of 70 MiB", () => {
  it.each(["with its length named", "without a length"])(
    "is answered 413 %s, in flat memory",
    async (how) => {
      const upload = (fileBytes: number) =>
        uploadLarge(`${server.url}/proxy/openai/v1/videos`, {
          key,
          fileBytes,
          chunked: how === "without a length",
        });
      // A server that has just started grows by itself; an eighth of the body wakes what an upload needs.
      await upload(TOO_LARGE_BYTES / 8);
      const jobs = simulator.ledger().length;
      const before = residentBytes(server.pid);
      let peak = before;
      const sampling = setInterval(() => {
        peak = Math.max(peak, residentBytes(server.pid));
      }, SAMPLE_MS);
      const answer = await upload(TOO_LARGE_BYTES);
      clearInterval(sampling);
      expect(answer).toMatchObject({
        status: 413,
        body: { error: { type: "invalid_request_error", code: "request_too_large" } },
      });
      expect(peak - before).toBeLessThan(FLAT_BYTES);
      expect(simulator.ledger()).toHaveLength(jobs);
    },
  );
});

describe("a malformed field of the management API", () => {
  const price = {
    provider: "openai",
    model: "sora-2",
    unit: "second",
    amount: "0.10",
    currency: "USD",
    valid_from: "2026-01-01",
  };
  const entry = {
    external_id: "ch_1",
    occurred_at: "2026-11-22T12:00:00Z",
    amount: "4.00",
    currency: "USD",
  };

  it.each([
    ["/api/v1/prices", { ...price, amount: 0.1 }, "amount"],
    ["/api/v1/prices", { ...price, amount: "-0.10" }, "amount"],
    ["/api/v1/prices", { ...price, amount: "0.1234567891" }, "amount"],
    ["/api/v1/prices", { ...price, currency: "usd" }, "currency"],
    ["/api/v1/prices", { ...price, valid_from: "yesterday" }, "valid_from"],
    ["/api/v1/prices", { ...price, unit: "clip" }, "unit"],
    ["/api/v1/revenue", { entries: [entry, { ...entry, amount: "four" }] }, "entries[1].amount"],
    [
      "/api/v1/revenue",
      { entries: [{ ...entry, occurred_at: "2026-11-22" }] },
      "entries[0].occurred_at",
    ],
    [
      "/api/v1/upstreams",
      { slug: "x", provider: "openai", base_url: "http://127.0.0.1:9/v1", credential: "c" },
      "base_url",
    ],
    ["/api/v1/keys", { name: "x", upstreams: ["No Slug"] }, "upstreams[0]"],
  ])("is answered 400 naming it: %s %j", async (path, body, field) => {
    const answer = await server.api("POST", path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field }] });
  });

  it.each([
    ["tz=Mars/Olympus", "tz"],
    ["from=tomorrow", "from"],
    ["from=2026-11-02&to=2026-11-01", "to"],
    ["status=finished", "status[0]"],
    ["compare=never", "compare"],
    ["colour=red", "colour"],
  ])("is answered 400 naming it: summary?%s", async (query, field) => {
    const answer = await server.api("GET", `/api/v1/analytics/summary?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ status: 400, errors: [{ field }] });
  });
});

/** A refusal's body without the id that the caller itself named. */
function bodyOf(refusal: InstanceType<typeof OpenAI.APIError>, id: string): unknown {
  return JSON.parse(JSON.stringify(refusal.error).replaceAll(id, "<id>"));
}

const namesOf = (refusal: InstanceType<typeof OpenAI.APIError>): string[] =>
  [...new Headers(refusal.headers).keys()].toSorted();
