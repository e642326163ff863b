import { randomUUID } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createClient, type ClickHouseClient } from "@clickhouse/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BI_VIEWS } from "../../../db/clickhouse/bi-views.ts";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import { openClickHouse, type ClickHouse } from "../../../db/clickhouse/client.ts";
import { migrateClickHouse } from "../../../db/clickhouse/migrate.ts";
import { rebuildDay } from "../../../db/clickhouse/rollup.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { revenueRow } from "../../../db/clickhouse/rows/revenue-row.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { generationFact } from "../../support/delivery-stores.ts";

const dataPlane = sharedDataPlane();
let ch: ClickHouse;
let guest: ClickHouseClient;

beforeAll(async () => {
  const { plane } = dataPlane();
  ch = openClickHouse({ url: plane.clickhouseUrl, cluster: null });
  await migrateClickHouse(ch, plane.clickhouseUrl);
  await ch.client.command({ query: "CREATE TABLE kept (a String) ENGINE = MergeTree ORDER BY a" });
  await ch.client.insert({
    table: "kept",
    values: [{ a: "private words" }],
    format: "JSONEachRow",
  });
  for (const workspace_id of ["ours", "theirs"]) {
    const fact = (change = {}) =>
      generationRow(generationFact({ workspace_id, customer: "private words", ...change }));
    await loadHistory(ch, {
      batchId: randomUUID(),
      generations: [fact(), fact({ state: "failed", cost: null, currency: null })],
      revenue: [revenueRow({ ...REVENUE, workspace_id, id: randomUUID() })],
    });
  }
  await rebuildDay(ch, "2026-03-05");
  guest = connect(plane.biAccess("ours"));
}, 60_000);
afterAll(async () => {
  await guest.close();
  await ch.close();
});

const REVENUE = {
  version: 1,
  external_id: "ch_1",
  occurred_at: "2026-03-05T12:00:00Z",
  feature: "remix",
  surface: "app_ios",
  customer: "(none)",
  user_id: "u_1",
  region: "FR",
  platform: "ios",
  plan: "free",
  amount: "4",
  currency: "USD",
  source: "api",
  note: "private words",
  deleted_at: null,
};

function connect(access: { url: string; database: string; user: string; password: string }) {
  const { url, database, user: username, password } = access;
  return createClient({ url, database, username, password, log: { level: 127 } });
}

async function rows(query: string, client = guest): Promise<Record<string, unknown>[]> {
  return (await client.query({ query, format: "JSONEachRow" })).json();
}

describe("a user for reports", () => {
  it("reads each view with the official client, its own workspace's rows alone, joined and nested as it likes", async () => {
    const count = "SELECT count() AS n, countIf(workspace_id != 'ours') AS others FROM";
    for (const [view, n] of [
      ["bi_generations_v1", 2],
      ["reelmeter.bi_spend_by_hour_v1", 2],
      ["bi_revenue_v1", 1],
      ["bi_requests_v1", 0],
    ] as const) {
      expect(await rows(`${count} ${view}`)).toEqual([{ n, others: 0 }]);
    }
    for (const query of [
      "WITH mine AS (SELECT * FROM bi_generations_v1) SELECT count() AS n FROM mine JOIN bi_generations_v1 AS other USING generation_id",
      "SELECT count() AS n FROM bi_generations_v1 WHERE generation_id IN (SELECT generation_id FROM bi_generations_v1)",
      "SELECT toUInt64(n) AS n FROM (SELECT sum(generations) AS n FROM bi_spend_by_hour_v1)",
      "SELECT count() AS n FROM (SELECT 1 FROM bi_generations_v1 UNION ALL SELECT 1 FROM bi_generations_v1 WHERE state = '-')",
      "SELECT (SELECT count() FROM bi_generations_v1) AS n FROM system.one",
      "SELECT length(groupArray(formatDateTime(created_at, '%Y'))) AS n FROM bi_generations_v1 AS g",
    ]) {
      expect([query, await rows(query)]).toEqual([query, [{ n: 2 }]]);
    }
    const bound = await guest.query({
      query: "SELECT count() AS n FROM bi_generations_v1 WHERE state = {state:String}",
      query_params: { state: "failed" },
      format: "JSONEachRow",
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    });
    expect(await bound.json()).toEqual([{ n: "1" }]);
  });

  it("finds in every view what each column means", async () => {
    for (const { name, columns } of BI_VIEWS) {
      const described = await rows(`DESCRIBE ${name}`);
      expect(described.map((row) => [row["name"], row["comment"]])).toEqual(
        columns.map(([column, , meaning]) => [column, meaning]),
      );
    }
  });

  it("sees the same sums as the product's own question, and a null cost as null", async () => {
    const [own] = await rows(
      "SELECT toString(sum(cost)) AS spend FROM generations_v1 FINAL WHERE workspace_id = 'ours'",
      ch.client,
    );
    expect(await rows("SELECT toString(sum(cost)) AS spend FROM bi_generations_v1")).toEqual([own]);
    expect(await rows("SELECT toString(sum(spend)) AS spend FROM bi_spend_by_hour_v1")).toEqual([
      own,
    ]);
    expect(await rows("SELECT cost FROM bi_generations_v1 WHERE state = 'failed'")).toEqual([
      { cost: null },
    ]);
  });

  it("keeps its password over a restart, and is nobody with another one or for another workspace", async () => {
    const { plane } = dataPlane();
    const access = plane.biAccess("ours");
    expect(plane.biAccess("ours")).toEqual(access);
    expect(plane.biAccess("theirs").password).not.toBe(access.password);
    for (const wrong of [
      { ...access, password: "" },
      { ...access, user: "bi_theirs" },
      { ...access, user: "bi_" },
      { ...access, user: "bi_ours' OR 1=1" },
      { ...access, user: "reelmeter" },
    ]) {
      const client = connect(wrong);
      await expect(client.query({ query: "SELECT 1" })).rejects.toMatchObject({ code: "516" });
      await client.close();
    }
  });
});

/** `@` stands for a file that exists and must be neither read nor written. */
const REFUSED = [
  "INSERT INTO bi_generations_v1 (workspace_id) VALUES ('ours')",
  "INSERT INTO kept VALUES ('more')",
  "INSERT INTO kept SELECT 'more'",
  "CREATE TABLE mine (a Int8) ENGINE = Memory",
  "CREATE VIEW mine AS SELECT * FROM bi_generations_v1",
  "ALTER TABLE kept DELETE WHERE 1",
  "DROP VIEW bi_generations_v1",
  "TRUNCATE TABLE kept",
  "OPTIMIZE TABLE kept",
  "KILL QUERY WHERE 1",
  "SET readonly = 0",
  "USE system",
  "SYSTEM FLUSH LOGS",
  "SELECT * FROM kept",
  "SELECT * FROM generations_v1",
  "SELECT * FROM reelmeter.generations_v1 FINAL",
  "SELECT * FROM `reelmeter`.`generations_v1`",
  'SELECT * FROM "generations\\x5fv1"',
  "SELECT * FROM/**/generations_v1--bi_generations_v1",
  "SELECT * FROM generations_v1 AS bi_generations_v1",
  "SELECT 1 FROM bi_generations_v1 AS a, kept AS b",
  "SELECT * FROM bi_generations_v1 LEFT JOIN kept ON 1",
  "SELECT (SELECT any(a) FROM kept)",
  "SELECT 1 WHERE 'x' IN (SELECT a FROM kept)",
  "SELECT 'private words' IN kept",
  "SELECT 'private words' IN (reelmeter.kept)",
  "SELECT 'private words' NOT IN kept FROM bi_generations_v1",
  "SELECT 'private words' GLOBAL IN kept",
  "WITH kept AS (SELECT 1) SELECT * FROM (SELECT * FROM kept) UNION ALL SELECT a FROM reelmeter.kept",
  "WITH bi AS (SELECT * FROM kept) SELECT * FROM bi",
  "SELECT * FROM bi_generations_v1 UNION ALL SELECT a FROM kept",
  "SELECT * FROM bi_generations_v1 EXCEPT SELECT a FROM kept",
  "SELECT exists(SELECT 1 FROM kept)",
  "SELECT * FROM system.tables",
  "SELECT * FROM system.processes",
  "SELECT * FROM information_schema.tables",
  "SELECT * FROM INFORMATION_SCHEMA.COLUMNS",
  "SELECT 1 IN system.one, 2 IN system.numbers",
  "SHOW TABLES",
  "SHOW DATABASES",
  "SHOW CREATE TABLE kept",
  "SHOW CREATE VIEW bi_generations_v1",
  "SHOW PROCESSLIST",
  "EXISTS TABLE kept",
  "DESCRIBE kept",
  "DESCRIBE (SELECT * FROM kept)",
  "DESCRIBE TABLE file('@')",
  "CHECK TABLE kept",
  "EXPLAIN SELECT 1",
  "EXPLAIN SELECT * FROM kept",
  "SELECT * FROM merge('reelmeter', 'kept')",
  "SELECT * FROM merge('kept')",
  "SELECT * FROM view(SELECT * FROM kept)",
  "SELECT * FROM viewIfPermitted(SELECT a FROM kept ELSE null('a String'))",
  "SELECT * FROM loop(kept)",
  "SELECT * FROM mergeTreeIndex(reelmeter, kept)",
  "SELECT * FROM numbers(10)",
  "SELECT 1 IN numbers(10)",
  "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
  "SELECT * FROM file('@', 'LineAsString')",
  "SELECT file('@')",
  "SELECT * FROM remote('127.0.0.1', reelmeter.kept)",
  "SELECT * FROM cluster('default', reelmeter.kept)",
  "SELECT * FROM executable('id', 'TSV', 'a String')",
  "SELECT dictGet('kept', 'a', 1)",
  "SELECT joinGet('kept', 'a', 1)",
  "SELECT hasColumnInTable('reelmeter', 'kept', 'a')",
  "SELECT sleep(1)",
  "SELECT * FROM {table:Identifier}",
  "SELECT 'private words' IN {table:Identifier}",
  "SELECT * FROM bi_generations_v1 SETTINGS max_threads = 1",
  "SELECT * FROM (SELECT * FROM bi_generations_v1 SETTINGS max_threads = 1)",
  "SELECT 1 FORMAT JSON SETTINGS additional_table_filters = {}",
  "SELECT 1 INTO OUTFILE '@.out'",
  "SELECT 1; SELECT * FROM kept",
  "SELECT 1;; DROP TABLE reelmeter.kept",
  "SELECT 1; SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
  "SELECT 1; DROP TABLE reelmeter.kept; SELECT (",
];

describe("a user for reports may not", () => {
  it.each(REFUSED)("%s", async (statement) => {
    const file = join(dataPlane().dataDir, "private.txt");
    writeFileSync(file, "private words\n");
    const outcome = await guest
      .exec({ query: statement.replaceAll("@", file), query_params: { table: "kept" } })
      .then(async ({ stream }) => Buffer.concat(await stream.toArray()).toString("utf8"))
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: expect.stringMatching(/^(497|62)$/) as unknown });
    expect(String(outcome)).not.toContain("private words");
    expect(existsSync(`${file}.out`)).toBe(false);
    expect(await rows("SELECT a FROM kept", ch.client)).toEqual([{ a: "private words" }]);
  });

  it("change a setting or a database by its address", async () => {
    for (const name of ["readonly", "additional_table_filters", "max_execution_time", "dialect"]) {
      const clickhouse_settings = { [name]: "1" };
      await expect(guest.query({ query: "SELECT 1", clickhouse_settings })).rejects.toThrow();
    }
    const elsewhere = connect({ ...dataPlane().plane.biAccess("ours"), database: "system" });
    await expect(elsewhere.query({ query: "SELECT 1" })).rejects.toMatchObject({ code: "497" });
    await elsewhere.close();
  });

  it("take a connection from the product: its own ones are all that it can keep busy", async () => {
    const slow =
      "SELECT count() FROM bi_generations_v1 AS a, bi_generations_v1 AS b WHERE arrayExists(x -> sipHash64(x, a.user_id) = 1, range(40000000))";
    const gone = new AbortController();
    const busy = Array.from({ length: 4 }, () =>
      guest.query({ query: slow, abort_signal: gone.signal }).catch((error: unknown) => error),
    );
    expect(await rows("SELECT 1 AS n", ch.client)).toEqual([{ n: 1 }]);
    gone.abort();
    await Promise.all(busy);
    expect(await rows("SELECT 1 AS n")).toEqual([{ n: 1 }]);
  });
});
