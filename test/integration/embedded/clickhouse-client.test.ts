import { createClient } from "@clickhouse/client";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { sharedDataPlane } from "../../support/data-plane.ts";

const dataPlane = sharedDataPlane();

describe("@clickhouse/client against the embedded ClickHouse face", () => {
  it("answers a ping, by path and by query", async () => {
    const { client } = await dataPlane().freshClickHouse();
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  it("stores 10,000 inserted rows once each and says so in the summary", async () => {
    const { client } = await dataPlane().freshClickHouse();
    await client.command({
      query: "CREATE TABLE t (a UInt32, b String) ENGINE = MergeTree ORDER BY a",
    });
    const values = Array.from({ length: 10_000 }, (_, a) => ({ a, b: `it's "row"\n${a}\\` }));
    const { summary } = await client.insert({ table: "t", values, format: "JSONEachRow" });
    expect(summary).toMatchObject({ written_rows: "10000" });
    expect(Number(summary?.elapsed_ns)).toBeGreaterThan(0);
    const result = await client.query({
      query: "SELECT a, b FROM t ORDER BY a",
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual(values);
  });

  it("binds parameters of every usual type", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const result = await client.query({
      query: `SELECT {n:UInt64} AS n, {i:Int32} AS i, {f:Float64} AS f, {s:String} AS s, {b:Bool} AS b,
        {d:Date} AS d, {t:DateTime64(3)} AS t, {m:Decimal(38, 9)} AS m, {none:Nullable(String)} AS none,
        {list:Array(String)} AS list, {map:Map(String, UInt8)} AS map, {id:UUID} AS id,
        count() AS c FROM system.{table:Identifier}`,
      format: "JSONEachRow",
      query_params: {
        n: "18446744073709551615",
        i: -5,
        f: 1.5,
        s: "it's\t\\ \n\u0000 ✓",
        b: true,
        d: "2026-01-31",
        t: new Date("2026-01-31T10:11:12.345Z"),
        m: "1.000000001",
        none: null,
        list: ["a'b", "c\\d", "e\nf"],
        map: new Map([["k'", 1]]),
        id: "0198c6f0-0000-7000-8000-000000000001",
        table: "one",
      },
      clickhouse_settings: {
        output_format_json_quote_64bit_integers: 1,
        output_format_json_quote_decimals: 1,
      },
    });
    expect(await result.json()).toEqual([
      {
        n: "18446744073709551615",
        i: -5,
        f: 1.5,
        s: "it's\t\\ \n\u0000 ✓",
        b: true,
        d: "2026-01-31",
        t: "2026-01-31 10:11:12.345",
        m: "1.000000001",
        none: null,
        list: ["a'b", "c\\d", "e\nf"],
        map: { "k'": 1 },
        id: "0198c6f0-0000-7000-8000-000000000001",
        c: "1",
      },
    ]);
  });

  it("keeps hostile text inside its parameter and its setting", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const part = fc.constantFrom(
      "'",
      "\\",
      "\0",
      "\n",
      "\r",
      "\t",
      "--",
      "/*",
      ";",
      "`",
      "$$",
      "{x:",
      "é",
    );
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: part }), async (text) => {
        const result = await client.query({
          query:
            "SELECT {text:String} AS t, {list:Array(String)} AS l, getSetting('log_comment') AS c",
          query_params: { text, list: [text, "b"] },
          clickhouse_settings: { log_comment: text },
          format: "JSONEachRow",
        });
        expect(await result.json()).toEqual([{ t: text, l: [text, "b"], c: text }]);
      }),
      { numRuns: 60 },
    );
  });

  it("forgets parameters and settings after the query they came with", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const threads = async (max_threads?: number) => {
      const result = await client.query({
        query: "SELECT getSetting('max_threads') AS n",
        format: "JSONEachRow",
        clickhouse_settings: max_threads === undefined ? {} : { max_threads },
      });
      return result.json();
    };
    const usual = await threads();
    for (let round = 0; round < 4; round++) {
      expect(await threads(7)).toEqual([{ n: 7 }]);
      expect(await threads()).toEqual(usual);
    }
    await client.query({ query: "SELECT {x:String}", query_params: { x: "1" } });
    await expect(client.query({ query: "SELECT {x:String}" })).rejects.toMatchObject({
      code: "456",
    });
  });

  it.each([
    ["SELEC 1 FROM", "62", "SYNTAX_ERROR"],
    ["SELECT * FROM nowhere", "60", "UNKNOWN_TABLE"],
    ["SELECT nothing FROM system.one", "47", "UNKNOWN_IDENTIFIER"],
    ["SELECT * FROM nowhere.t", "81", "UNKNOWN_DATABASE"],
  ])("reports %j as exception %s %s", async (query, code, type) => {
    const { client } = await dataPlane().freshClickHouse();
    await expect(client.query({ query })).rejects.toMatchObject({ code, type });
  });

  it("reports an unknown setting and stays usable", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const clickhouse_settings = { no_such_setting: "1" };
    await expect(client.query({ query: "SELECT 1", clickhouse_settings })).rejects.toMatchObject({
      code: "115",
    });
    expect(
      await (await client.query({ query: "SELECT 1 AS a", format: "JSONEachRow" })).json(),
    ).toEqual([{ a: 1 }]);
  });

  it("streams a million rows without holding them in memory", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const result = await client.query({
      query: "SELECT number AS n, repeat('x', 100) AS filler FROM numbers(1000000)",
      format: "JSONEachRow",
      clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
    });
    const before = process.memoryUsage().rss;
    let rows = 0;
    let sum = 0;
    for await (const batch of result.stream<{ n: number }>()) {
      rows += batch.length;
      for (const row of batch) sum += row.json().n;
    }
    expect({ rows, sum }).toEqual({ rows: 1_000_000, sum: 499_999_500_000 });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it("reports a failure in the middle of a stream as an error", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const result = await client.query({
      query: "SELECT throwIf(number = 900000, 'stop here') FROM numbers(1000000)",
      format: "JSONEachRow",
      clickhouse_settings: { max_block_size: "10000", max_threads: 1 },
    });
    const read = async () => {
      for await (const _batch of result.stream()) continue;
    };
    await expect(read()).rejects.toMatchObject({ code: "395" });
  });

  it("compresses requests and answers", async () => {
    const { url } = await dataPlane().freshClickHouse();
    const client = createClient({ url, compression: { request: true, response: true } });
    await client.command({ query: "CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a" });
    await client.insert({ table: "t", values: [{ a: 1 }, { a: 2 }], format: "JSONEachRow" });
    const result = await client.query({
      query: "SELECT * FROM t ORDER BY a",
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual([{ a: 1 }, { a: 2 }]);
    expect(result.response_headers["content-encoding"]).toBe("gzip");
    await client.close();
  });

  it("cancels the query in the engine when its caller aborts", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const abort = new AbortController();
    const marker = "rows_nobody_waits_for";
    const heavy = client.query({
      query: `SELECT sum(sipHash64(number)) AS ${marker} FROM numbers(100000000000)`,
      abort_signal: abort.signal,
    });
    const running = async () => {
      const result = await client.query({
        query:
          "SELECT count() AS n FROM system.processes WHERE query LIKE {like:String} AND query NOT LIKE '%system.processes%'",
        query_params: { like: `%${marker}%` },
        format: "JSONEachRow",
      });
      return Number((await result.json<{ n: string }>())[0]?.n);
    };
    await expect.poll(running, { timeout: 10_000 }).toBe(1);
    abort.abort();
    await expect(heavy).rejects.toThrow(/abort/i);
    await expect.poll(running, { timeout: 10_000 }).toBe(0);
  });

  it("answers only what was asked on a connection whose earlier query failed or was cancelled", async () => {
    const { client } = await dataPlane().freshClickHouse();
    for (let round = 0; round < 12; round++) {
      const query = "SELECT throwIf(number = 200000, 'stop') AS leftover FROM numbers(300000)";
      const clickhouse_settings = { max_block_size: "1000", max_threads: 1 };
      const failing = client.query({
        query,
        clickhouse_settings,
        format: round % 2 === 0 ? "JSON" : "CSV",
      });
      await failing.then((result) => result.text()).catch((error: unknown) => error);
      const clean = await client.query({ query: `SELECT ${round} AS r`, format: "JSONEachRow" });
      expect(await clean.text()).toBe(`{"r":${round}}\n`);
    }
  });

  it("ends an insert that starts after a heavy read before that read ends", async () => {
    const { client } = await dataPlane().freshClickHouse();
    await client.command({ query: "CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a" });
    const ended: string[] = [];
    const heavy = Array.from({ length: 5 }, async () => {
      await client.query({ query: "SELECT sum(sipHash64(number)) FROM numbers(60000000)" });
      ended.push("read");
    });
    await client.insert({ table: "t", values: [{ a: 1 }], format: "JSONEachRow" });
    ended.push("insert");
    await Promise.all(heavy);
    expect(ended[0]).toBe("insert");
  });

  it("drops an insert that repeats a deduplication token, when the table keeps a window", async () => {
    const { client } = await dataPlane().freshClickHouse();
    await client.command({
      query:
        "CREATE TABLE t (a UInt32) ENGINE = MergeTree ORDER BY a SETTINGS non_replicated_deduplication_window = 100",
    });
    const insert = (insert_deduplication_token: string) =>
      client.insert({
        table: "t",
        values: [{ a: 1 }],
        format: "JSONEachRow",
        clickhouse_settings: { insert_deduplication_token },
      });
    await insert("one");
    await insert("one");
    await insert("two");
    const result = await client.query({
      query: "SELECT count() AS n FROM t",
      format: "JSONEachRow",
    });
    expect(await result.json()).toEqual([{ n: 2 }]);
  });

  it("runs what migrations and rebuilds need", async () => {
    const { client } = await dataPlane().freshClickHouse();
    const run = (query: string) => client.command({ query });
    await run(
      "CREATE TABLE a (d Date, v UInt8) ENGINE = ReplacingMergeTree PARTITION BY d ORDER BY v",
    );
    await run("CREATE TABLE b AS a");
    await run("INSERT INTO b SELECT '2026-01-01', number FROM numbers(3)");
    await run("INSERT INTO b (v, d) VALUES (9, '2026-01-01'), (1 + 9, '2026-01-01')");
    await run("ALTER TABLE a REPLACE PARTITION '2026-01-01' FROM b");
    await run("ALTER TABLE a ADD COLUMN w String DEFAULT 'x'");
    await run("OPTIMIZE TABLE a FINAL");
    await run("RENAME TABLE b TO c");
    await run("TRUNCATE TABLE c");
    await run("DROP TABLE c SYNC");
    const result = await client.query({
      query: "SELECT v, w FROM a ORDER BY v",
      format: "JSONCompactEachRow",
    });
    expect(await result.json()).toEqual([0, 1, 2, 9, 10].map((v) => [v, "x"]));
  });
});
