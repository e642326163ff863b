import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { addDelivery } from "../../support/callback-rows.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
} from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

let server: PostgresServer;
let pg: Postgres;
let api: ApiUnderTest;
beforeAll(async () => {
  server = await withPostgres("server");
  pg = await server.database();
  api = apiUnderTest({ pg, ch: unreachableClickHouse() });
});
afterAll(() => server.close());

async function tenant() {
  const workspaceId = await newWorkspace(pg);
  const { token } = await newToken(api, workspaceId, "admin");
  return { workspaceId, token };
}

describe("a key's callbacks", () => {
  it("are listed with it, and none are allowed where none were given", async () => {
    const { token } = await tenant();
    const callbacks = ["https://app.example/hooks", "http://web:3000", "http://127.0.0.1:9000"];
    const made = await api.call("POST", "/api/v1/keys", { token, body: { name: "x", callbacks } });
    expect(made.body["callbacks"]).toEqual(callbacks);
    const bare = await api.call("POST", "/api/v1/keys", { token, body: { name: "y" } });
    expect(bare.body["callbacks"]).toBeNull();
    const listed = await api.call("GET", "/api/v1/keys?limit=1", { token });
    expect(listed.body).toMatchObject({ data: [{ name: "y", callbacks: null }] });
  });

  it.each([
    "http://app.example",
    "https://u:p@app.example",
    "ftp://app.example",
    "https://app.example/?a=1",
    "app.example",
    "http://169.254.169.254",
    "https://*.example.com",
    "  https://app.example",
    "http://0x7f.1:5757",
    String.raw`https://app.example\@evil.example`,
    "https://app.example/a/../b",
  ])("name no address such as %s", async (entry) => {
    const { token } = await tenant();
    const body = { name: "x", callbacks: ["https://app.example", entry] };
    const refused = await api.call("POST", "/api/v1/keys", { token, body });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, ["callbacks[1]"]]);
  });

  it("are of keys for the proxy alone", async () => {
    const workspaceId = await newWorkspace(pg);
    const { token } = await newToken(api, workspaceId, "owner");
    const body = { name: "x", kind: "admin", callbacks: ["https://app.example"] };
    const refused = await api.call("POST", "/api/v1/keys", { token, body });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, ["callbacks"]]);
  });
});

describe("callbacks", () => {
  it("are listed newest first, page by page, by state, generation and upstream, with the origin alone", async () => {
    const { workspaceId, token } = await tenant();
    const ids: string[] = [];
    for (const state of ["delivered", "failed", "waiting"] as const) {
      const id = uuidV7(Date.now() + ids.length, randomBytes(10));
      await addDelivery(pg, { id, workspaceId, state, generationId: randomUUID() });
      ids.unshift(id);
    }
    const first = await api.call("GET", "/api/v1/callbacks?limit=2", { token });
    const idsOf = (body: Record<string, unknown>) =>
      (body["data"] as { id: string }[]).map(({ id }) => id);
    expect(idsOf(first.body)).toEqual(ids.slice(0, 2));
    const cursor = encodeURIComponent(String(first.body["next_cursor"]));
    const second = await api.call("GET", `/api/v1/callbacks?limit=2&cursor=${cursor}`, { token });
    expect([idsOf(second.body), second.body["next_cursor"]]).toEqual([ids.slice(2), null]);
    const failed = await api.call("GET", "/api/v1/callbacks?state=failed&upstream=kling", {
      token,
    });
    expect(failed.body["data"]).toMatchObject([
      {
        id: ids[1],
        upstream: "kling",
        provider: "kling",
        origin: "https://app.example",
        verified: true,
        state: "failed",
        tries: 11,
        last_status: 503,
        last_fault: "status",
        next_try_at: null,
      },
    ]);
    const [{ generation_id: generationId }] = failed.body["data"] as [{ generation_id: string }];
    const ofOne = await api.call("GET", `/api/v1/callbacks?generation_id=${generationId}`, {
      token,
    });
    expect(idsOf(ofOne.body)).toEqual([ids[1]]);
    const bad = await api.call("GET", "/api/v1/callbacks?state=lost", { token });
    expect([bad.status, fieldsOf(bad.body)]).toEqual([400, ["state"]]);
    expect(first.text + second.text).not.toContain("canary");
  });

  it("that failed are tried anew when an admin says so, on the record; delivered ones are not", async () => {
    const { workspaceId, token } = await tenant();
    const add = async (state: "failed" | "delivered") => {
      const id = uuidV7(Date.now(), randomBytes(10));
      await addDelivery(pg, { id, workspaceId, state, generationId: randomUUID() });
      return id;
    };
    const failed = await add("failed");
    const again = await api.call("POST", `/api/v1/callbacks/${failed}/retry`, { token });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ state: "waiting", tries: 0, ended_at: null });
    expect(again.body["next_try_at"]).not.toBeNull();
    const log = await api.call("GET", "/api/v1/audit-log", { token });
    const [newest] = log.body["data"] as Record<string, unknown>[];
    expect(newest).toMatchObject({ action: "callback.retry", target: failed });

    const refused = await api.call("POST", `/api/v1/callbacks/${await add("delivered")}/retry`, {
      token,
    });
    expect(refused.status).toBe(409);
  });

  it("of another workspace are not there", async () => {
    const [mine, theirs] = [await tenant(), await tenant()];
    const id = uuidV7(Date.now(), randomBytes(10));
    await addDelivery(pg, {
      id,
      workspaceId: mine.workspaceId,
      state: "failed",
      generationId: randomUUID(),
    });
    const listed = await api.call("GET", "/api/v1/callbacks", { token: theirs.token });
    expect(listed.body["data"]).toEqual([]);
    const retried = await api.call("POST", `/api/v1/callbacks/${id}/retry`, {
      token: theirs.token,
    });
    expect(retried.status).toBe(404);
    expect(
      (await api.call("POST", "/api/v1/callbacks/guess/retry", { token: mine.token })).status,
    ).toBe(404);
  });
});
