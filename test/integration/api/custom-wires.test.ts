import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Postgres } from "../../../db/postgres/client.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { inventedWire } from "../../support/provider-fixtures/wire-fixtures.ts";
import { EXAMPLE_TRIAL, EXAMPLE_WIRE } from "../../../web/pages/upstreams/example-wire.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

let server: PostgresServer;
let pg: Postgres;
let api: ApiUnderTest;
let token: string;

beforeAll(async () => {
  server = await withPostgres("server");
  pg = await server.database();
  api = apiUnderTest({ pg, ch: unreachableClickHouse() });
  ({ token } = await newToken(api, await newWorkspace(pg), "owner"));
});
afterAll(async () => {
  await server.close();
});

const WIRE = structuredClone(inventedWire.wire) as Record<string, unknown> & {
  routes: object[];
  request: object;
  answer: object;
};

const upstream = (slug: string, more: object) => ({
  slug,
  provider: "custom",
  base_url: "https://api.acme.example",
  credential: "acme-credential-0123456789",
  ...more,
});
const add = (body: object) => api.call("POST", "/api/v1/upstreams", { token, body });
const check = (body: object) => api.call("POST", "/api/v1/upstreams/check-wire", { token, body });

function fieldsOf(body: Record<string, unknown>): string[] {
  const errors = body["errors"];
  return Array.isArray(errors) ? errors.map((each: { field: string }) => each.field) : [];
}

describe("an upstream of the provider custom", () => {
  it("shows its wire with every default, takes another one, and none of a named provider", async () => {
    const made = await add(upstream("acme", { wire: WIRE }));
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      provider: "custom",
      proxy_url: "http://reelmeter.test:4080/proxy/acme",
      wire_fault: null,
      wire: { provider: "acme", length_as_asked: false, answer: { urls: [] } },
    });
    const path = `/api/v1/upstreams/${String(made.body["id"])}`;
    const changed = await api.call("PATCH", path, {
      token,
      body: { wire: { ...WIRE, provider: "acme_two" } },
    });
    expect(changed.body).toMatchObject({ wire: { provider: "acme_two" } });
    const removed = await api.call("PATCH", path, { token, body: { wire: null } });
    expect([removed.status, fieldsOf(removed.body)]).toEqual([400, ["wire"]]);
    await pg.sql`update upstreams set wire = '{"provider":"acme"}'::jsonb where slug = 'acme'`;
    const broken = await api.call("GET", path, { token });
    expect(broken.body).toMatchObject({ wire: null });
    expect(broken.body["wire_fault"]).toContain("wire.routes");
  });

  it("needs a wire, which others may not have", async () => {
    const without = await add(upstream("none", {}));
    expect([without.status, fieldsOf(without.body)]).toEqual([400, ["wire"]]);
    const other = await add(upstream("other", { provider: "openai", wire: WIRE }));
    expect([other.status, fieldsOf(other.body)]).toEqual([400, ["wire"]]);
  });

  const route = (change: object) => ({
    ...WIRE,
    routes: [{ ...WIRE.routes[0], ...change }, ...WIRE.routes.slice(1)],
  });
  const content = (path: string) => ({
    ...WIRE,
    routes: [...WIRE.routes.slice(0, 3), { ...WIRE.routes[3], path }],
  });
  const answer = (change: object) => ({ ...WIRE, answer: { ...WIRE.answer, ...change } });
  it.each([
    ["a path up and out", content("/v3/{id}/../admin"), "wire.routes[3].path"],
    ["an address", content("https://evil.example/{id}"), "wire.routes[3].path"],
    ["an address without a scheme", content("//evil.example/{id}"), "wire.routes[3].path"],
    ["a query", content("/v3/{id}?key=1"), "wire.routes[3].path"],
    ["an escaped dot", content("/v3/%2e%2e/{id}"), "wire.routes[3].path"],
    ["a create that only reads", route({ method: "GET" }), "wire.routes[0].method"],
    [
      "a poll by a model that a body names",
      {
        ...WIRE,
        routes: [
          WIRE.routes[0],
          { kind: "retrieve", method: "GET", path: "/v3/{model}/jobs/{id}" },
        ],
        request: { ...WIRE.request, model: { field: "model" } },
      },
      "wire.routes[1].path",
    ],
    ["no poll", { ...WIRE, routes: [WIRE.routes[0], WIRE.routes[2]] }, "wire.routes"],
    [
      "no create",
      { ...WIRE, routes: [WIRE.routes[1]], request: { model: { default: "m" } } },
      "wire.routes",
    ],
    [
      "the same call twice",
      { ...WIRE, routes: [...WIRE.routes, WIRE.routes[0]] },
      "wire.routes[4].path",
    ],
    ["a prototype", answer({ id: "__proto__.id" }), "wire.answer.id"],
    ["a constructor", answer({ status: "job.constructor.name" }), "wire.answer.status"],
    ["an expression", answer({ status: "job[?(@.a=='b')]" }), "wire.answer.status"],
    ["money inside an array", answer({ gpu_seconds: "jobs[0].gpu" }), "wire.answer.gpu_seconds"],
    [
      "a currency that is none",
      answer({ cost: { path: "a", currency: "dollars" } }),
      "wire.answer.cost.currency",
    ],
    ["no currency at all", answer({ cost: { path: "a" } }), "wire.answer.cost"],
    ["no end", answer({ states: { "1": "running" } }), "wire.answer.states"],
    ["the name of a known provider", { ...WIRE, provider: "runway" }, "wire.provider"],
    [
      "the key in the host's header",
      { ...WIRE, credential: { header: "host", template: "{credential}" } },
      "wire.credential.header",
    ],
    [
      "a header that splits",
      { ...WIRE, credential: { header: "x-a", template: "{credential}\r\nx: y" } },
      "wire.credential.template",
    ],
    [
      "a parameter that no path has",
      { ...WIRE, request: { ...WIRE.request, model: { param: "name" } } },
      "wire.request.model.param",
    ],
    ["a member that nobody knows", { ...WIRE, script: "return 1" }, "wire.script"],
  ])("is refused with %s, by the field's name", async (_name, wire, field) => {
    const refused = await add(upstream("hostile", { wire }));
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, [field]]);
  });

  it("is refused with a path that is longer than any, before it is taken apart", async () => {
    const long = `${"a".repeat(64)}${"[1]".repeat(30_000)}!`;
    const refused = await add(
      upstream("bomb", { wire: answer({ id: long, failure_code: `a.`.repeat(50_000) }) }),
    );
    expect(fieldsOf(refused.body)).toEqual(["wire.answer.id", "wire.answer.failure_code"]);
  });
});

describe("the check of a wire", () => {
  const request = { path: inventedWire.createPath, body: inventedWire.createBody };
  const accepted = { status: 202, body: { ticket: "t-1" } };

  it("shows what would be booked, at the workspace's prices, and stores nothing", async () => {
    await api.call("POST", "/api/v1/prices", {
      token,
      body: {
        provider: "acme",
        model: "brush-2",
        unit: "second",
        conditions: { style: "ink" },
        amount: "0.05",
        currency: "EUR",
        valid_from: "2025-01-01",
      },
    });
    const before = await pg.sql`select count(*) from jobs`;
    const end = {
      job: { state: 2, clips: [{ length: 8 }], gpu: 31.25, bill: { cents: 37.1234, in: "eur" } },
    };
    const answer = await check({
      wire: WIRE,
      request,
      answers: [
        accepted,
        { status: 202 },
        { body: { job: { state: 1, percent: 40.7 } } },
        { body: end },
      ],
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      provider: "acme",
      model: "brush-2",
      requested_seconds: "8.000000000",
      audio: false,
      dimensions: { operation: "create", resolution: "hd", style: "ink" },
      estimate: { basis: "estimate", amount: "0.400000000", currency: "EUR" },
      booked: {
        provider_job_id: "t-1",
        state: "succeeded",
        cost: { basis: "reported", amount: "0.371234000", currency: "EUR" },
        video_seconds: "8.000000000",
        gpu_ms: 31_250,
      },
    });
    expect(answer.body["answers"]).toMatchObject([
      { says: "seen", state: "submitted" },
      { says: "seen", state: "submitted" },
      { says: "seen", state: "running", progress: 40 },
      { says: "seen", state: "succeeded" },
    ]);
    expect(await pg.sql`select count(*) from jobs`).toEqual(before);
  });

  it("says why an answer says nothing", async () => {
    const details = async (...answers: object[]) => {
      const { body } = await check({ wire: WIRE, request, answers });
      return (body["answers"] as { detail: string | null }[]).map(({ detail }) => detail);
    };
    expect(await details({ body: { id: "t-1" } }, { body: {} })).toEqual([
      "names no job: nothing at ticket",
    ]);
    const refusal = { fault: { kind: "bad", text: "No." } };
    expect(
      await details(
        accepted,
        { body: { job: { state: 9 } } },
        { body: { job: {} } },
        { status: 500, body: {} },
        { status: 429, body: refusal },
      ),
    ).toEqual([
      null,
      'has the status "9", which answer.states doesn\'t know',
      "has no status: nothing at job.state",
      "no error of this wire: nothing at fault.text",
      "bad: No.",
    ]);
  });

  it("takes the guide's example as it is written there", async () => {
    const guide = await readFile(
      new URL("../../../docs/adding-a-provider.md", import.meta.url),
      "utf8",
    );
    const example: unknown = JSON.parse(/<<'END'\n(.*?)\nEND\n/s.exec(guide)?.[1] ?? "");
    const { token: fresh } = await newToken(api, await newWorkspace(pg), "owner");
    const call = (path: string, body: unknown) => api.call("POST", path, { token: fresh, body });
    const checked = await call("/api/v1/upstreams/check-wire", example);
    expect(checked.body["booked"]).toMatchObject({
      state: "succeeded",
      cost: { basis: "reported", amount: "0.371234000", currency: "EUR" },
      video_seconds: "8.000000000",
      gpu_ms: 31_250,
    });
    const { wire } = example as { wire: object };
    expect((await call("/api/v1/upstreams", upstream("acme", { wire }))).status).toBe(201);
  });

  it("takes what the form starts from", async () => {
    const { body } = await check({ wire: EXAMPLE_WIRE, ...EXAMPLE_TRIAL });
    expect(body["booked"]).toMatchObject({
      state: "succeeded",
      cost: { basis: "reported", amount: "0.370000000", currency: "USD" },
      video_seconds: "8.000000000",
    });
  });

  it("names the fields that are wrong", async () => {
    const { body } = await check({
      wire: { ...WIRE, provider: "Acme" },
      request: { body: "x" },
      answers: [],
    });
    expect(fieldsOf(body)).toEqual(["wire.provider", "request.body", "answers"]);
    const elsewhere = await check({
      wire: WIRE,
      request: { path: "/v1/x", body: {} },
      answers: [{}],
    });
    expect(fieldsOf(elsewhere.body)).toEqual(["request.path"]);
  });
});
