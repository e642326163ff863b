import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Postgres } from "../../../db/postgres/client.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
} from "./api-under-test.ts";
import {
  importFile,
  ledger,
  said,
  SHOP_HEADER,
  shopLines,
  type ImportFile,
} from "./import-file.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

describe.each(POSTGRES_KINDS)("a revenue file on %s", (kind) => {
  let server: PostgresServer;
  let pg: Postgres;
  let api: ApiUnderTest;
  beforeAll(async () => {
    server = await withPostgres(kind);
    pg = await server.database();
    api = apiUnderTest({ pg, ch: unreachableClickHouse() });
  });
  afterAll(async () => {
    await server.close();
  });

  async function owner() {
    const workspaceId = await newWorkspace(pg);
    const { token } = await newToken(api, workspaceId, "owner");
    const send = (lines: readonly string[], file: Partial<ImportFile> = {}) =>
      importFile(api, { token, csv: [SHOP_HEADER, ...lines, ""].join("\n"), ...file });
    return { workspaceId, token, send };
  }
  const stagingTables = async () =>
    (
      await pg.sql<{ name: string }[]>`
        select relname as name from pg_class where relkind = 'r' and relname ~ '^revenue_import_[0-9a-f]{32}'`
    ).map((row) => row.name);
  const stored = async (workspaceId: string) => {
    const [row] = await pg.sql<Record<"entries" | "versions" | "facts" | "changes", number>[]>`
      select (select count(*)::integer from revenue_entries where workspace_id = ${workspaceId}) as entries,
        (select count(*)::integer from revenue_versions where workspace_id = ${workspaceId}) as versions,
        (select count(*)::integer from outbox where workspace_id = ${workspaceId}) as facts,
        (select count(*)::integer from audit_log where workspace_id = ${workspaceId}
          and action = 'revenue.import') as changes`;
    return row;
  };

  it("is stored whole, each entry with its version and its fact, and again changes nothing", async () => {
    const { workspaceId, token, send } = await owner();
    const first = await send(shopLines(2_500), { query: { name: "october.csv" } });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      state: "applied",
      name: "october.csv",
      rows_read: 2_500,
      created: 2_500,
      sums: [{ currency: "EUR", entries: 2_500, amount: "3124375.000000000", gross: null }],
    });
    const whole = { entries: 2_500, versions: 2_500, facts: 2_500, changes: 1 };
    expect(await stored(workspaceId)).toEqual(whole);
    const again = await send(shopLines(2_500));
    expect(again.body).toMatchObject({ created: 0, changed: 0, unchanged: 2_500 });
    expect(await stored(workspaceId)).toEqual(whole);
    const listed = await api.call("GET", "/api/v1/revenue/imports", { token });
    expect(listed.body["data"]).toMatchObject([{ unchanged: 2_500 }, { name: "october.csv" }]);
    expect(await stagingTables()).toEqual([]);
  });

  it("with bad rows in the middle names each by line and column, and stores nothing", async () => {
    const { workspaceId, token, send } = await owner();
    const lines = shopLines(5_000);
    lines[2_600] = "ch_x,2026-13-05,1.00,remix,u_1";
    lines[4_100] = "ch_y,2026-10-05,1.00.0,,u_1";
    lines[4_101] = "ch_z,2026-10-05,1.00";
    const refused = await send(lines);
    expect(refused.status).toBe(400);
    expect(refused.body["errors"]).toEqual([
      { field: "line 2602, date", message: "is no date written YYYY-MM-DD" },
      { field: "line 4102, net", message: expect.stringMatching(/no amount/) },
      { field: "line 4103", message: "has 3 cells where the header has 5" },
    ]);
    expect(await stored(workspaceId)).toEqual({ entries: 0, versions: 0, facts: 0, changes: 0 });
    expect(await stagingTables()).toEqual([]);
    const listed = await api.call("GET", "/api/v1/revenue/imports", { token });
    const [row] = listed.body["data"] as { id: string }[];
    expect(row).toMatchObject({ state: "refused", rows_read: 5_000, bad_rows: 3, created: 0 });
    const detail = await api.call("GET", `/api/v1/revenue/imports/${row?.id}`, { token });
    expect(detail.body["faults"]).toMatchObject([{ line: 2_602, value: "2026-13-05" }, {}, {}]);
  });

  it("says in a dry run exactly what the import then does, and leaves no trace", async () => {
    const { workspaceId, token, send } = await owner();
    await send(shopLines(30));
    const before = await stored(workspaceId);
    const lines = [...shopLines(10), "ch_10,2026-10-05,99.00,remix,u_1", ...shopLines(5, 100)];
    const tried = await send(lines, { dryRun: true });
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ created: 5, changed: 1, unchanged: 10, fault_count: 0 });
    expect(await stored(workspaceId)).toEqual(before);
    expect(await stagingTables()).toEqual([]);
    const listed = await api.call("GET", "/api/v1/revenue/imports", { token });
    expect(listed.body["data"]).toHaveLength(1);
    const done = await send(lines);
    for (const figure of ["rows_read", "entries", "created", "changed", "unchanged", "sums"]) {
      expect([figure, done.body[figure]]).toEqual([figure, tried.body[figure]]);
    }
    const preview = tried.body["preview"] as { external_id: string }[];
    const shown = new Map((await ledger(api, token)).map((row) => [row["external_id"], row]));
    for (const { external_id: id, ...entry } of preview) {
      const { outcome: _outcome, ...content } = entry as Record<string, unknown>;
      expect(shown.get(id)).toMatchObject(content);
    }
  });

  it("in any order, with lines repeated, makes the same ledger", async () => {
    const lines = shopLines(40);
    const one = await owner();
    await one.send(lines);
    const expected = said(await ledger(api, one.token));
    const orders = fc
      .tuple(fc.shuffledSubarray(lines, { minLength: 40 }), fc.array(fc.constantFrom(...lines)))
      .chain(([all, again]) =>
        fc.shuffledSubarray([...all, ...again], { minLength: 40 + again.length }),
      );
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        const two = await owner();
        expect((await two.send(order)).body).toMatchObject({
          created: 40,
          rows_read: order.length,
        });
        expect(said(await ledger(api, two.token))).toEqual(expected);
      }),
      { numRuns: 5 },
    );
  });

  it("that uses one id for two payments is refused by the line of the second", async () => {
    const { send, workspaceId } = await owner();
    const lines = [...shopLines(4), "ch_1,2026-10-05,7.00,remix,u_1"];
    const refused = await send(lines);
    expect(refused.body["errors"]).toEqual([
      { field: "line 6, id", message: "was used by line 3, which says something else" },
    ]);
    expect(await stored(workspaceId)).toMatchObject({ entries: 0 });
  });

  it("taken back leaves the ledger as it was, but for what somebody changed since", async () => {
    const { send, token } = await owner();
    await send(shopLines(4));
    const before = await ledger(api, token);
    const lines = [
      ...shopLines(3).map((line) => line.replace("remix", "story")),
      ...shopLines(3, 50),
    ];
    const done = await send(lines);
    expect(done.body).toMatchObject({ created: 3, changed: 3 });
    const entry = { external_id: "ch_51", occurred_at: "2026-10-06T00:00:00Z" };
    await api.call("POST", "/api/v1/revenue", {
      token,
      body: { ...entry, amount: "7.00", currency: "EUR" },
    });
    const path = `/api/v1/revenue/imports/${String(done.body["id"])}/revert`;
    const reverted = await api.call("POST", path, { token });
    expect(reverted.body).toMatchObject({ state: "reverted", left_alone: 1 });
    const after = (await ledger(api, token)).filter((row) => row["external_id"] !== "ch_51");
    expect(said(after)).toEqual(said(before));
    expect(after.map((row) => row["source"])).toEqual(before.map((row) => row["source"]));
    expect((await api.call("POST", path, { token })).status).toBe(409);
    expect((await send(lines)).body).toMatchObject({ created: 0, changed: 6 });
  });

  it.each([
    ["newest first", [1, 0]],
    ["oldest first", [0, 1]],
  ])("two of one entry taken back, %s, leave nothing of either", async (_, order) => {
    const { send, token } = await owner();
    const lines = shopLines(1);
    const sent = [
      await send(lines),
      await send(lines.map((line) => line.replace("remix", "story"))),
    ];
    expect(sent.map(({ body }) => [body["created"], body["changed"]])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    for (const place of order) {
      const path = `/api/v1/revenue/imports/${String(sent[place]?.body["id"])}/revert`;
      expect((await api.call("POST", path, { token })).status).toBe(200);
    }
    expect(await ledger(api, token)).toEqual([]);
  });

  it("brings a deleted entry back as a new version, which the entry's history tells", async () => {
    const { send, token } = await owner();
    await send(shopLines(1));
    const [entry] = await ledger(api, token);
    await api.call("DELETE", `/api/v1/revenue/${String(entry?.["id"])}`, { token });
    const gone = await api.call("GET", "/api/v1/revenue?deleted=true", { token });
    expect(gone.body["data"]).toMatchObject([{ external_id: "ch_0" }]);
    expect((await send(shopLines(1))).body).toMatchObject({ changed: 1 });
    const versions = await api.call("GET", `/api/v1/revenue/${String(entry?.["id"])}/versions`, {
      token,
    });
    expect(versions.body["data"]).toMatchObject([
      { version: 1, deleted_at: null, source: entry?.["source"] },
      { version: 2, deleted_at: expect.any(String) },
      { version: 3, deleted_at: null, source: expect.stringMatching(/^import:/) },
    ]);
  });
});

describe("the import of a revenue file", () => {
  let server: PostgresServer;
  let api: ApiUnderTest;
  let token: string;
  let workspaceId: string;
  beforeAll(async () => {
    server = await withPostgres("server");
    const pg = await server.database();
    api = apiUnderTest({ pg, ch: unreachableClickHouse() });
    workspaceId = await newWorkspace(pg);
    token = (await newToken(api, workspaceId, "owner")).token;
  });
  afterAll(async () => {
    await server.close();
  });
  const csv = `${SHOP_HEADER}\nch_1,2026-10-05,1.00,remix,u_1\n`;

  it.each([
    ["a column that the file lacks", { csv: "id,date,net,what\n" }, "mapping.fields.user.column"],
    ["no mapping at all", { csv, query: { mapping: "" } }, "mapping"],
    ["a mapping that is no JSON", { csv, query: { mapping: "{" } }, "mapping"],
    ["an unknown profile", { csv, profile: "nobody" }, "profile"],
    ["an unknown zone", { csv, query: { tz: "Mars/Olympus" } }, "tz"],
    ["a header twice", { csv: "id,date,net,what,who,id\n" }, "mapping.header"],
    ["an empty file", { csv: "\n" }, "body"],
    ["a quotation mark never closed", { csv: `${csv}"ch_2,2026` }, "line 3"],
    [
      "a member that a mapping has not",
      { csv, mapping: { fields: {}, colour: 1 } },
      "mapping.colour",
    ],
  ])("is refused with %s, by name", async (_, file, field) => {
    const answer = await importFile(api, { token, ...file });
    expect(answer.status).toBe(400);
    expect(fieldsOf(answer.body)).toContain(field);
  });

  it("takes nothing but a file, and nothing from a viewer", async () => {
    const json = await importFile(api, { token, csv: "{}", contentType: "application/json" });
    expect([json.status, json.body["code"]]).toEqual([415, "csv_needed"]);
    const viewer = await newToken(api, workspaceId, "viewer");
    expect((await importFile(api, { token: viewer.token, csv })).status).toBe(403);
  });

  it("refuses bytes that the encoding lacks, and reads them when it is said", async () => {
    const latin = new TextEncoder().encode(csv.replace("remix", "caf#"));
    const bytes = latin.map((byte) => (byte === 0x23 ? 0xe9 : byte));
    const send = (query: string) =>
      api.app.request(
        `http://reelmeter.test:4080/api/v1/revenue/import?dry_run=true&profile=shop${query}`,
        {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
          body: bytes,
        },
      );
    const mapping = {
      fields: {
        external_id: { column: "id" },
        occurred_at: { column: "date" },
        amount: { column: "net" },
        currency: { value: "EUR" },
        feature: { column: "what" },
      },
    };
    const saved = await api.call("PUT", "/api/v1/revenue/import-profiles/shop", {
      token,
      body: mapping,
    });
    expect(saved.status).toBe(200);
    expect((await send("")).status).toBe(400);
    const read = (await (await send("&encoding=windows-1252")).json()) as { preview: unknown[] };
    expect(read.preview).toMatchObject([{ feature: "café" }]);
  });

  it("keeps mappings by name, and shows the presets beside them", async () => {
    const path = "/api/v1/revenue/import-profiles";
    const names = async () => {
      const listed = await api.call("GET", path, { token });
      return (listed.body["data"] as { name: string; preset: boolean }[]).map(
        ({ name, preset }) => `${name} ${preset}`,
      );
    };
    const mapping = {
      fields: {
        external_id: { column: "a" },
        occurred_at: { column: "b" },
        amount: { column: "c" },
        currency: { column: "d" },
      },
    };
    const saved = await api.call("PUT", `${path}/our-shop`, { token, body: mapping });
    expect(saved.body).toMatchObject({ name: "our-shop", preset: false });
    expect(await names()).toEqual(
      expect.arrayContaining([
        "our-shop false",
        "app-store-financial-report true",
        "google-play-earnings true",
      ]),
    );
    expect((await api.call("DELETE", `${path}/our-shop`, { token })).status).toBe(200);
    expect((await api.call("DELETE", `${path}/our-shop`, { token })).status).toBe(404);
    expect(await names()).not.toContain("our-shop false");
    const faulty = await api.call("PUT", `${path}/our-shop`, { token, body: { fields: {} } });
    expect(fieldsOf(faulty.body)).toEqual(
      expect.arrayContaining(["fields.external_id", "fields.occurred_at", "fields.currency"]),
    );
  });
});
