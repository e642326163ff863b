import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revenueRow } from "../../../db/clickhouse/rows/revenue-row.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
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
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    api.call("POST", "/api/v1/revenue", { token, body, headers });
  return { workspaceId, token, post };
}

async function outboxOf(workspaceId: string) {
  return pg.sql<{ version: number; day: string; amount: string; deleted: boolean }[]>`
    select version, day::text, payload ->> 'amount' as amount,
      payload -> 'deleted_at' <> 'null'::jsonb as deleted
    from outbox where workspace_id = ${workspaceId} and topic = 'revenue' order by id`;
}

const ENTRY = {
  external_id: "ch_1",
  occurred_at: "2026-01-31T23:30:00-02:00",
  feature: "remix",
  user: "u_42",
  amount: "4.00",
  currency: "USD",
};

function fields(body: Record<string, unknown>): string[] {
  const errors = body["errors"];
  return Array.isArray(errors) ? errors.map((each: { field: string }) => each.field) : [];
}

describe("revenue", () => {
  it("is the same fact however often it is sent, and leaves for the analytic store once", async () => {
    const { post, workspaceId } = await owner();
    const first = await post(ENTRY);
    expect(first.body).toMatchObject({ created: 1, changed: 0, unchanged: 0 });
    const second = await post({ ...ENTRY, amount: "4", occurred_at: "2026-02-01T01:30:00Z" });
    expect(second.body).toMatchObject({ created: 0, changed: 0, unchanged: 1 });
    expect(await outboxOf(workspaceId)).toEqual([
      { version: 1, day: "2026-02-01", amount: "4.000000000", deleted: false },
    ]);
  });

  it("changed or deleted is a new version of its entry", async () => {
    const { post, workspaceId, token } = await owner();
    const made = await post(ENTRY);
    const [row] = made.body["data"] as { id: string }[];
    const changed = await post({ ...ENTRY, amount: "-1.50" });
    expect(changed.body).toMatchObject({ changed: 1, data: [{ id: row?.id, version: 2 }] });
    const path = `/api/v1/revenue/${row?.id}`;
    const deleted = await api.call("DELETE", path, { token });
    expect(deleted.body).toMatchObject({ version: 3, amount: "-1.500000000" });
    expect((await api.call("DELETE", path, { token })).body["version"]).toBe(3);
    const listed = await api.call("GET", "/api/v1/revenue", { token });
    expect(listed.body["data"]).toEqual([]);
    const restored = await post({ ...ENTRY, amount: "-1.50" });
    expect(restored.body).toMatchObject({ changed: 1, data: [{ version: 4, deleted_at: null }] });
    expect((await outboxOf(workspaceId)).map((each) => [each.version, each.deleted])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [4, false],
    ]);
  });

  it("is stored in whole batches: one bad entry names itself and nothing is stored", async () => {
    const { post, workspaceId, token } = await owner();
    const entries = Array.from({ length: 5 }, (_, index) => ({
      ...ENTRY,
      external_id: `e${index}`,
    }));
    const bad = entries.map((entry, index) => (index === 3 ? { ...entry, amount: "4,00" } : entry));
    const answer = await post({ entries: bad });
    expect([answer.status, fields(answer.body)]).toEqual([400, ["entries[3].amount"]]);
    expect(await outboxOf(workspaceId)).toEqual([]);
    expect((await api.call("GET", "/api/v1/revenue", { token })).body["data"]).toEqual([]);
    expect((await post({ entries })).body).toMatchObject({ created: 5 });
  });

  it("refuses one id for two payments within a batch, and takes an exact repeat", async () => {
    const { post } = await owner();
    const clash = await post({ entries: [ENTRY, { ...ENTRY, amount: "5.00" }] });
    expect(fields(clash.body)).toEqual(["entries[1].external_id"]);
    expect((await post({ entries: [ENTRY, ENTRY] })).body).toMatchObject({ created: 1 });
  });

  it("takes a thousand entries at once and refuses one more", async () => {
    const { post } = await owner();
    const entries = Array.from({ length: 1_001 }, (_, index) => ({
      ...ENTRY,
      external_id: `e${index}`,
    }));
    expect((await post({ entries: entries.slice(1) })).body).toMatchObject({ created: 1_000 });
    expect(fields((await post({ entries })).body)).toEqual(["entries"]);
  });

  it("with an Idempotency-Key gives the first answer again, and refuses another body", async () => {
    const { post, workspaceId } = await owner();
    const key = { "idempotency-key": "k1" };
    const first = await post(ENTRY, key);
    const again = await post(ENTRY, key);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(again.body).toMatchObject({ created: 1 });
    const other = await post({ ...ENTRY, amount: "5.00" }, key);
    expect([other.status, other.body["code"]]).toEqual([422, "idempotency_mismatch"]);
    expect(await outboxOf(workspaceId)).toHaveLength(1);
    const elsewhere = await owner();
    expect((await elsewhere.post({ ...ENTRY, amount: "6" }, key)).status).toBe(200);
  });

  it("stores once when the same call arrives many times together", async () => {
    const { post, workspaceId } = await owner();
    const keyed = Array.from({ length: 8 }, () => post(ENTRY, { "idempotency-key": "k" }));
    const plain = Array.from({ length: 8 }, () => post({ ...ENTRY, external_id: "ch_2" }));
    const answers = await Promise.all([...keyed, ...plain]);
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 16 }, () => 200));
    expect(await outboxOf(workspaceId)).toHaveLength(2);
  });

  it("is listed by feature, user and time with pages that neither skip nor repeat", async () => {
    const { post, token } = await owner();
    const entries = Array.from({ length: 7 }, (_, index) => ({
      ...ENTRY,
      external_id: `e${index}`,
      feature: index % 2 === 0 ? "remix" : "extend",
      // Two at one instant: the id decides.
      occurred_at: `2026-01-0${1 + Math.floor(index / 2)}T10:00:00Z`,
    }));
    await post({ entries });
    const seen: unknown[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await api.call("GET", `/api/v1/revenue?limit=2${query}`, { token });
      seen.push(...(page.body["data"] as { external_id: string }[]).map((row) => row.external_id));
      cursor = page.body["next_cursor"] as string | null;
    }
    expect(seen).toHaveLength(entries.length);
    expect(new Set(seen)).toEqual(new Set(entries.map((entry) => entry.external_id)));
    const some = await api.call(
      "GET",
      "/api/v1/revenue?feature=extend&from=2026-01-02&to=2026-01-03&tz=Europe/Paris",
      { token },
    );
    expect(some.body["data"]).toMatchObject([{ external_id: "e3" }]);
    const zone = await api.call("GET", "/api/v1/revenue?tz=Paris", { token });
    expect([zone.status, fields(zone.body)]).toEqual([400, ["tz"]]);
  });

  it("keeps a period, a gross amount and fees, and takes the entry without them as another fact", async () => {
    const { post, workspaceId, token } = await owner();
    const plan = {
      ...ENTRY,
      amount: "8.50",
      gross: "10.00",
      fees: "1.50",
      period: { from: "2026-01-15T00:00:00+01:00", to: "2026-02-15T00:00:00+01:00" },
    };
    const shown = {
      amount: "8.500000000",
      gross: "10.000000000",
      fees: "1.500000000",
      period: { from: "2026-01-14T23:00:00.000Z", to: "2026-02-14T23:00:00.000Z" },
    };
    expect((await post(plan)).body).toMatchObject({ created: 1, data: [shown] });
    expect((await post({ ...plan, gross: "10", fees: "1.5" })).body).toMatchObject({
      unchanged: 1,
    });
    const listed = await api.call("GET", "/api/v1/revenue", { token });
    expect(listed.body["data"]).toMatchObject([shown]);
    const bare = await post({ ...ENTRY, amount: "8.50" });
    const none = { gross: null, fees: null, period: null };
    expect(bare.body).toMatchObject({ changed: 1, data: [{ version: 2, ...none }] });
    expect((await post({ ...ENTRY, amount: "8.50", ...none })).body).toMatchObject({
      unchanged: 1,
    });
    // What the analytic store gets of it is what it always got.
    const [row] = await pg.sql<{ payload: unknown }[]>`
      select payload from outbox where workspace_id = ${workspaceId} order by id limit 1`;
    const { occurred_at, amount, ...rest } = revenueRow(row?.payload);
    expect([occurred_at, amount]).toEqual(["2026-02-01T01:30:00.000Z", "8.500000000"]);
    expect(Object.keys(rest)).not.toContain("gross");
  });

  it("takes a refund with its fee given back, and a gross amount whose fees nobody knows", async () => {
    const { post } = await owner();
    const refund = { ...ENTRY, amount: "-9.70", gross: "-10.00", fees: "-0.30" };
    expect((await post(refund)).body).toMatchObject({ data: [{ fees: "-0.300000000" }] });
    const partly = { ...ENTRY, external_id: "ch_2", amount: "4.00", gross: "5.00" };
    expect((await post(partly)).body).toMatchObject({ data: [{ fees: null }] });
  });

  it("gives the answer again that an earlier build kept under an Idempotency-Key", async () => {
    const { post, workspaceId } = await owner();
    const key = { "idempotency-key": "before" };
    await post(ENTRY, key);
    await pg.sql`update idempotency_keys set answer = jsonb_set(answer, '{data,0}',
      (answer #> '{data,0}') - 'gross' - 'fees' - 'period') where workspace_id = ${workspaceId}`;
    const again = await post(ENTRY, key);
    expect([again.status, again.body["created"]]).toEqual([200, 1]);
    expect(again.body["data"]).toMatchObject([{ external_id: "ch_1", gross: null, period: null }]);
  });

  it("names the entry of a batch whose amount is not gross less fees", async () => {
    const { post } = await owner();
    const wrong = { ...ENTRY, gross: "5.00", fees: "1.000000001" };
    const answer = await post({ entries: [ENTRY, { ...wrong, external_id: "ch_2" }] });
    expect([answer.status, fields(answer.body)]).toEqual([400, ["entries[1].amount"]]);
  });

  it.each([
    [{ gross: "5.00", fees: "0.99" }, "amount"],
    [{ gross: "5,00", fees: "1.00" }, "gross"],
    [{ fees: "free" }, "fees"],
    [{ period: { from: "2026-01-01T00:00:00Z" } }, "period.to"],
    [{ period: { from: "2026-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z" } }, "period.to"],
    [{ period: { from: "2026-01-01T00:00:00Z", to: "2025-01-01T00:00:00Z" } }, "period.to"],
    [{ period: { from: "2026-01-01T00:00:00Z", to: "2036-02-01T00:00:00Z" } }, "period.to"],
    [{ period: { from: "2026-01-01", to: "2026-02-01T00:00:00Z" } }, "period.from"],
    [{ amount: 4 }, "amount"],
    [{ amount: "4.0000000001" }, "amount"],
    [{ amount: "1e3" }, "amount"],
    [{ currency: "EURO" }, "currency"],
    [{ occurred_at: "2026-01-31" }, "occurred_at"],
    [{ occurred_at: "2026-02-31T00:00:00Z" }, "occurred_at"],
    [{ occurred_at: "1899-12-31T00:00:00Z" }, "occurred_at"],
    [{ occurred_at: "0001-01-01T00:00:00Z" }, "occurred_at"],
    [{ occurred_at: "9999-01-01T00:00:00Z" }, "occurred_at"],
    [{ currency: "USX" }, "currency"],
    [{ note: "a\u0000b" }, "note"],
    [{ external_id: "" }, "external_id"],
    [{ feature: "" }, "feature"],
    [{ user: "x".repeat(201) }, "user"],
    [{ colour: "red" }, "colour"],
  ])("refuses %j naming %s", async (change, field) => {
    const { post } = await owner();
    const answer = await post({ ...ENTRY, ...change });
    expect(answer.status).toBe(400);
    expect(fields(answer.body)).toEqual([field]);
  });
});
