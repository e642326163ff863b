import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Postgres } from "../../../db/postgres/client.ts";
import { seedPrices } from "../../../db/postgres/management/seed-prices.ts";
import { openSecret } from "../../../db/postgres/secret-box.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

let server: PostgresServer;
let pg: Postgres;
let api: ApiUnderTest;

beforeAll(async () => {
  server = await withPostgres("server");
  pg = await server.database();
  api = apiUnderTest({ pg, ch: unreachableClickHouse() });
});
afterAll(async () => {
  await server.close();
});

async function owner() {
  const workspaceId = await newWorkspace(pg);
  const { token } = await newToken(api, workspaceId, "owner");
  return { workspaceId, token };
}

async function revision(): Promise<bigint> {
  const [row] = await pg.sql<{ revision: string }[]>`select revision::text from config_revision`;
  return BigInt(row?.revision ?? "0");
}

const UPSTREAM = {
  slug: "openai",
  provider: "openai",
  base_url: "https://api.openai.com/v1",
  credential: "sk-canary-0123456789-wxyz",
};

function fields(body: Record<string, unknown>): string[] {
  const errors = body["errors"];
  return Array.isArray(errors) ? errors.map((each: { field: string }) => each.field) : [];
}

describe("upstreams", () => {
  it("never give a credential back, only its last four characters; it is kept sealed", async () => {
    const { token, workspaceId } = await owner();
    const gpu = { type: "H100", count: 8, usd_per_hour: "2.5" };
    const made = await api.call("POST", "/api/v1/upstreams", {
      token,
      body: { ...UPSTREAM, webhook_secret: "whsec_canary", gpu },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ credential_last4: "wxyz", has_webhook_secret: true });
    const id = String(made.body["id"]);
    const shown = await api.call("GET", `/api/v1/upstreams/${id}`, { token });
    const listed = await api.call("GET", "/api/v1/upstreams", { token });
    const log = await api.call("GET", "/api/v1/audit-log", { token });
    expect(log.status).toBe(200);
    for (const answer of [made, shown, listed, log]) expect(answer.text).not.toContain("canary");
    expect(shown.body["gpu"]).toEqual({ ...gpu, usd_per_hour: "2.500000000" });

    const [row] = await pg.sql<{ credential_sealed: Uint8Array }[]>`
      select credential_sealed from upstreams where id = ${id}`;
    const sealed = row?.credential_sealed ?? new Uint8Array();
    expect(Buffer.from(sealed).toString("latin1")).not.toContain("canary");
    const aad = `${workspaceId}/${id}/credential`;
    expect(openSecret(api.deps.masterKey, aad, sealed)).toBe(UPSTREAM.credential);
  });

  it("tell proxies of a change: a new revision and this process's own directory", async () => {
    const { token } = await owner();
    const [before, refreshes] = [await revision(), api.refreshes()];
    const made = await api.call("POST", "/api/v1/upstreams", { token, body: UPSTREAM });
    await api.call("PATCH", `/api/v1/upstreams/${String(made.body["id"])}`, {
      token,
      body: { disabled: true },
    });
    expect((await revision()) - before).toBe(2n);
    expect(api.refreshes() - refreshes).toBe(2);
  });

  it("take a slug once in a workspace", async () => {
    const { token } = await owner();
    await api.call("POST", "/api/v1/upstreams", { token, body: UPSTREAM });
    const again = await api.call("POST", "/api/v1/upstreams", { token, body: UPSTREAM });
    expect(again.status).toBe(409);
    expect(fields(again.body)).toEqual(["slug"]);
    const elsewhere = await owner();
    const other = { token: elsewhere.token, body: UPSTREAM };
    expect((await api.call("POST", "/api/v1/upstreams", other)).status).toBe(201);
  });

  it("can't be moved to another host with the credential they have", async () => {
    const { token } = await owner();
    const made = await api.call("POST", "/api/v1/upstreams", { token, body: UPSTREAM });
    const path = `/api/v1/upstreams/${String(made.body["id"])}`;
    const moved = { base_url: "https://elsewhere.example/v1" };
    const refused = await api.call("PATCH", path, { token, body: moved });
    expect(refused.status).toBe(400);
    expect(fields(refused.body)).toEqual(["credential"]);
    const taken = await api.call("PATCH", path, {
      token,
      body: { ...moved, credential: "sk-of-elsewhere-9876" },
    });
    expect(taken.body).toMatchObject({ ...moved, credential_last4: "9876" });
  });

  it("lose the right to a private address when allow_private goes", async () => {
    const { token } = await owner();
    const body = { ...UPSTREAM, base_url: "http://127.0.0.1:4090/v1", allow_private: true };
    const made = await api.call("POST", "/api/v1/upstreams", { token, body });
    expect(made.status).toBe(201);
    const path = `/api/v1/upstreams/${String(made.body["id"])}`;
    const refused = await api.call("PATCH", path, { token, body: { allow_private: false } });
    expect(fields(refused.body)).toEqual(["base_url"]);
  });

  it.each([
    [{ slug: "Upper" }, "slug"],
    [{ slug: "-x" }, "slug"],
    [{ slug: "a/b" }, "slug"],
    [{ slug: "" }, "slug"],
    [{ provider: "acme" }, "provider"],
    [{ base_url: "http://169.254.169.254" }, "base_url"],
    [{ base_url: "http://127.0.0.1" }, "base_url"],
    [{ credential: "" }, "credential"],
    [{ credential: "two words" }, "credential"],
    [{ credential: "with\nnewline" }, "credential"],
    [{ gpu: { type: "H100", count: 0, usd_per_hour: "1" } }, "gpu.count"],
    [{ gpu: { type: "H100", count: 1, usd_per_hour: 1.5 } }, "gpu.usd_per_hour"],
    [{ gpu: { type: "H100", count: 1, usd_per_hour: "-1" } }, "gpu.usd_per_hour"],
    [{ workspace_id: "default" }, "workspace_id"],
    [{ allow_private: "yes" }, "allow_private"],
  ])("refuse %j naming %s", async (change, field) => {
    const { token } = await owner();
    const answer = await api.call("POST", "/api/v1/upstreams", {
      token,
      body: { ...UPSTREAM, ...change },
    });
    expect(answer.status).toBe(400);
    expect(fields(answer.body)).toContain(field);
  });
});

describe("keys", () => {
  it("are shown once; only their SHA-256, prefix and last four characters are kept", async () => {
    const { token } = await owner();
    const made = await api.call("POST", "/api/v1/keys", {
      token,
      body: { name: "app", pinned: { feature: "remix", tags: { team: "a" } } },
    });
    const key = String(made.body["key"]);
    expect(key).toMatch(/^rm_live_[\w-]{43}$/);
    expect(made.body).toMatchObject({ prefix: key.slice(0, 12), last4: key.slice(-4) });
    const listed = await api.call("GET", "/api/v1/keys", { token });
    expect(listed.text).not.toContain(key.slice(12));
    const [row] = await pg.sql<{ stored: string; sha: Uint8Array }[]>`
      select to_jsonb(keys)::text as stored, sha256 as sha from keys where id = ${String(made.body["id"])}`;
    expect(row?.stored).not.toContain(key.slice(12));
    expect(Buffer.from(row?.sha ?? [])).toEqual(createHash("sha256").update(key).digest());
  });

  it("page through without gaps or repeats, also while more are made", async () => {
    const { token } = await owner();
    for (let index = 0; index < 5; index += 1) {
      await api.call("POST", "/api/v1/keys", { token, body: { name: `key ${index}` } });
    }
    const names: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await api.call("GET", `/api/v1/keys?limit=2${query}`, { token });
      expect(page.status).toBe(200);
      names.push(...(page.body["data"] as { name: string }[]).map((row) => row.name));
      cursor = page.body["next_cursor"] as string | null;
      await api.call("POST", "/api/v1/keys", { token, body: { name: "later" } });
    }
    expect(names.filter((name) => name !== "later")).toEqual([
      "key 4",
      "key 3",
      "key 2",
      "key 1",
      "key 0",
      "owner",
    ]);
  });

  it("refuse a cursor that was changed or belongs to another workspace", async () => {
    const [one, two] = [await owner(), await owner()];
    for (const { token } of [one, two]) {
      await api.call("POST", "/api/v1/keys", { token, body: { name: "second" } });
    }
    const page = await api.call("GET", "/api/v1/keys?limit=1", { token: one.token });
    const cursor = String(page.body["next_cursor"]);
    for (const text of [`${cursor}x`, cursor.slice(2), "x", "e30.AAAA", "null"]) {
      const answer = await api.call("GET", `/api/v1/keys?cursor=${encodeURIComponent(text)}`, {
        token: one.token,
      });
      expect([answer.status, fields(answer.body)]).toEqual([400, ["cursor"]]);
    }
    const foreign = await api.call("GET", `/api/v1/keys?cursor=${encodeURIComponent(cursor)}`, {
      token: two.token,
    });
    expect(foreign.status).toBe(400);
  });

  it("of kind admin work until they are revoked, from the next call on", async () => {
    const { token, workspaceId } = await owner();
    const viewer = await newToken(api, workspaceId, "viewer");
    expect((await api.call("GET", "/api/v1/me", { token: viewer.token })).status).toBe(200);
    const revoked = await api.call("DELETE", `/api/v1/keys/${viewer.id}`, { token });
    expect(revoked.body).toMatchObject({ status: "revoked" });
    expect((await api.call("GET", "/api/v1/me", { token: viewer.token })).status).toBe(401);
    const again = await api.call("DELETE", `/api/v1/keys/${viewer.id}`, { token });
    expect(again.body["revoked_at"]).toBe(revoked.body["revoked_at"]);
  });

  it("of kind admin are an owner's to give and to take", async () => {
    const { workspaceId, token } = await owner();
    const admin = await newToken(api, workspaceId, "admin");
    const body = { name: "x", kind: "admin", role: "viewer" };
    const given = await api.call("POST", "/api/v1/keys", { token: admin.token, body });
    expect(given.status).toBe(403);
    const made = await api.call("POST", "/api/v1/keys", { token, body });
    const taken = await api.call("DELETE", `/api/v1/keys/${String(made.body["id"])}`, {
      token: admin.token,
    });
    expect(taken.status).toBe(403);
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "x", upstreams: ["nowhere"] }, "upstreams[0]"],
    [{ name: "x", upstreams: [] }, "upstreams"],
    [{ name: "x", role: "owner" }, "role"],
    [{ name: "x", kind: "root" }, "kind"],
    [{ name: "x", expires_at: "2020-01-01T00:00:00Z" }, "expires_at"],
    [{ name: "x", expires_at: "tomorrow" }, "expires_at"],
    [{ name: "x", pinned: { feature: "a\u0000b" } }, "pinned.feature"],
    [{ name: "x", pinned: { feature: "é".repeat(101) } }, "pinned.feature"],
    [{ name: "x", pinned: { colour: "red" } }, "pinned.colour"],
    [{ name: "x", workspace_id: "default" }, "workspace_id"],
  ])("refuse %j naming %s", async (body, field) => {
    const { token } = await owner();
    const answer = await api.call("POST", "/api/v1/keys", { token, body });
    expect(answer.status).toBe(400);
    expect(fields(answer.body)).toContain(field);
  });
});

describe("prices", () => {
  const PRICE = {
    provider: "openai",
    model: "sora-2",
    unit: "second",
    conditions: { size: "1280x720", audio: true },
    amount: "0.10",
    currency: "USD",
    valid_from: "2025-10-06",
  };

  it("are versions: the same again is another one, and none is ever changed", async () => {
    const { token } = await owner();
    const one = await api.call("POST", "/api/v1/prices", { token, body: PRICE });
    const two = await api.call("POST", "/api/v1/prices", { token, body: PRICE });
    expect(one.body).toMatchObject({
      own: true,
      amount: "0.100000000",
      valid_from: "2025-10-06T00:00:00.000Z",
    });
    expect(two.body["id"]).not.toBe(one.body["id"]);
    const listed = await api.call("GET", "/api/v1/prices?own=true", { token });
    expect(listed.body["data"]).toHaveLength(2);
  });

  it("that ship with the build are added once, whoever starts, and seen by every workspace", async () => {
    const now = new Date("2026-01-01T00:00:00Z");
    const [first, second] = await Promise.all([seedPrices(pg, now), seedPrices(pg, now)]);
    expect(first.added + second.added).toBe(302);
    expect(await seedPrices(pg, now)).toEqual({ added: 0 });
    const { token } = await owner();
    const seeded = await api.call("GET", "/api/v1/prices?own=false&provider=openai&model=sora-2", {
      token,
    });
    const rows = seeded.body["data"] as { amount: string; conditions: Record<string, unknown> }[];
    const landscape = rows.filter((row) => row.conditions["size"] === "1280x720");
    expect(landscape.map((row) => row.amount).toSorted()).toEqual(["0.050000000", "0.100000000"]);
  });

  it.each([
    [{ amount: 0.1 }, "amount"],
    [{ amount: "0.1e3" }, "amount"],
    [{ amount: "-0.1" }, "amount"],
    [{ amount: "0.0000000001" }, "amount"],
    [{ amount: "1000000000" }, "amount"],
    [{ unit: "minute" }, "unit"],
    [{ currency: "usd" }, "currency"],
    [{ valid_from: "2025-02-30" }, "valid_from"],
    [{ valid_from: "2025-10-06 10:00" }, "valid_from"],
    [{ valid_to: "2025-10-06" }, "valid_to"],
    [{ conditions: { size: { width: 1 } } }, "conditions.size"],
    [{ conditions: { "bad name": 1 } }, "conditions.bad name"],
    [{ own: true }, "own"],
  ])("refuse %j naming %s", async (change, field) => {
    const { token } = await owner();
    const answer = await api.call("POST", "/api/v1/prices", {
      token,
      body: { ...PRICE, ...change },
    });
    expect(answer.status).toBe(400);
    expect(fields(answer.body)).toContain(field);
  });
});
