import { brotliCompressSync, deflateSync, gzipSync, gunzipSync } from "node:zlib";

import { beforeAll, describe, expect, it } from "vitest";

import { sharedDataPlane } from "../../support/data-plane.ts";

const dataPlane = sharedDataPlane();

/** As curl would: the address with its path, the password in a header. */
let base: URL;
let authorization: string;

beforeAll(async () => {
  const { url } = await dataPlane().freshClickHouse();
  base = new URL(url);
  authorization = `Basic ${Buffer.from(`${base.username}:${base.password}`).toString("base64")}`;
  base.searchParams.set("database", base.pathname.slice(1));
  base.pathname = "/";
  base.username = "";
  base.password = "";
});

function address(search: Record<string, string> = {}, pathname = "/"): URL {
  const url = new URL(base);
  url.pathname = pathname;
  for (const [name, value] of Object.entries(search)) url.searchParams.set(name, value);
  return url;
}

function post(
  body: string | Uint8Array<ArrayBuffer>,
  search?: Record<string, string>,
  headers = {},
) {
  return fetch(address(search), { method: "POST", body, headers: { authorization, ...headers } });
}

describe("the embedded ClickHouse face, plain HTTP", () => {
  it("answers a query in the URL, TabSeparated unless asked otherwise", async () => {
    const response = await fetch(address({ query: "SELECT 1, 'a\tb'" }), {
      headers: { authorization },
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("1\ta\\tb\n");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/tab-separated-values; charset=UTF-8",
      "x-clickhouse-format": "TabSeparated",
      "x-clickhouse-timezone": "UTC",
      "x-clickhouse-server-display-name": expect.any(String),
      "x-clickhouse-query-id": expect.any(String),
    });
  });

  it("takes the format from the statement, default_format or X-ClickHouse-Format", async () => {
    const formatOf = async (response: Response) => response.headers.get("x-clickhouse-format");
    expect(
      await formatOf(await post("SELECT 1 FORMAT JSONCompact", { default_format: "CSV" })),
    ).toBe("JSONCompact");
    expect(await formatOf(await post("SELECT 1", { default_format: "CSV" }))).toBe("CSV");
    expect(await formatOf(await post("SELECT 1", {}, { "X-ClickHouse-Format": "XML" }))).toBe(
      "XML",
    );
  });

  it.each([
    ["CSVWithNames", '"n"\n0\n1\n2\n'],
    ["TSVWithNamesAndTypes", "n\nUInt64\n0\n1\n2\n"],
    ["JSONCompactEachRowWithNames", '["n"]\n[0]\n[1]\n[2]\n'],
    ["Values", "(0),(1),(2)"],
  ])("writes %s as one document, over however many blocks", async (default_format, expected) => {
    const response = await post("SELECT number AS n FROM numbers(3)", {
      default_format,
      max_block_size: "1",
    });
    expect(await response.text()).toBe(expected);
  });

  it("passes binary formats through, out and in", async () => {
    await post("CREATE TABLE binary (a UInt32, b String) ENGINE = MergeTree ORDER BY a");
    for (const format of [
      "Parquet",
      "Native",
      "RowBinary",
      "RowBinaryWithNamesAndTypes",
      "ArrowStream",
    ]) {
      const query = `SELECT toUInt32(number) AS a, unhex('0a3b0a') AS b FROM numbers(3) FORMAT ${format}`;
      const rows = new Uint8Array(await (await post(query)).arrayBuffer());
      const inserted = await post(rows, { query: `INSERT INTO binary FORMAT ${format}\n` });
      expect([format, inserted.status, await inserted.text()]).toEqual([format, 200, ""]);
    }
    expect(await (await post("SELECT count(), countIf(b = '\\n;\\n') FROM binary")).text()).toBe(
      "15\t15\n",
    );
  });

  it("accepts every documented way to give the password, and no other", async () => {
    const { username: user, password } = new URL(dataPlane().plane.clickhouseUrl);
    const status = async (search: Record<string, string>, headers: Record<string, string>) =>
      (await fetch(address({ query: "SELECT 1", ...search }), { headers })).status;
    expect(await status({}, { authorization })).toBe(200);
    expect(await status({ user, password }, {})).toBe(200);
    expect(await status({}, { "X-ClickHouse-User": user, "X-ClickHouse-Key": password })).toBe(200);
    expect(await status({}, {})).toBe(403);
    expect(await status({ user, password: "wrong" }, {})).toBe(403);
    expect(await status({ user: "default", password }, {})).toBe(403);
    const refused = await fetch(address({ query: "SELECT 1" }), { method: "POST" });
    expect(refused.headers.get("x-clickhouse-exception-code")).toBe("516");
    expect(await refused.text()).toMatch(
      /^Code: 516\. DB::Exception: .*AUTHENTICATION_FAILED\) \(version /,
    );
  });

  it("answers /ping and /replicas_status without a password", async () => {
    for (const path of ["/ping", "/replicas_status"]) {
      expect(await (await fetch(address({}, path))).text()).toBe("Ok.\n");
    }
  });

  it.each([
    ["SELECT * FROM nowhere", 404, "60"],
    ["SELEC 1 FROM", 400, "62"],
    ["SELECT toUInt8('x')", 400, "6"],
    ["SELECT throwIf(1)", 500, "395"],
    ["SELECT 1; SELECT 2", 403, "497"],
    ["", 400, "62"],
  ])("answers %j with status %i and exception code %s", async (query, status, code) => {
    const response = await post(query);
    expect(response.status).toBe(status);
    expect(response.headers.get("x-clickhouse-exception-code")).toBe(code);
    expect(await response.text()).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: [\\s\\S]* \\(version .*\\)\n$`),
    );
  });

  it("echoes the query id and refuses sessions clearly", async () => {
    const response = await post("SELECT 1", { query_id: "mine-1" });
    expect(response.headers.get("x-clickhouse-query-id")).toBe("mine-1");
    const session = await post("SELECT 1", { session_id: "s" });
    expect([session.status, await session.text()]).toEqual([
      501,
      expect.stringContaining("session_id"),
    ]);
  });

  it("inserts rows from a body that is gzip, deflate or br, and from one that carries the statement", async () => {
    await post("CREATE TABLE packed (a UInt32) ENGINE = MergeTree ORDER BY a");
    const rows = Buffer.from("1\n2\n");
    const encodings = [
      ["gzip", gzipSync(rows)],
      ["deflate", deflateSync(rows)],
      ["br", brotliCompressSync(rows)],
    ] as const;
    for (const [encoding, bytes] of encodings) {
      const response = await post(
        new Uint8Array(bytes),
        { query: "INSERT INTO packed FORMAT TSV" },
        { "Content-Encoding": encoding },
      );
      expect([encoding, response.status, await response.text()]).toEqual([encoding, 200, ""]);
    }
    await post('INSERT INTO packed FORMAT JSONEachRow\n{"a": 3}\n');
    await post("INSERT INTO packed (a) VALUES (4), (2 + 3)");
    expect(await (await post("SELECT count(), sum(a) FROM packed")).text()).toBe("9\t21\n");
    const broken = await post(
      "not gzip",
      { query: "INSERT INTO packed FORMAT TSV" },
      { "Content-Encoding": "gzip" },
    );
    expect(broken.headers.get("x-clickhouse-exception-code")).toBe("271");
  });

  it("compresses only when the client asks and accepts", async () => {
    const plain = await post(
      "SELECT 1",
      { enable_http_compression: "0" },
      { "Accept-Encoding": "gzip" },
    );
    expect(plain.headers.get("content-encoding")).toBeNull();
    for (const encoding of ["gzip", "br", "deflate"]) {
      const packed = await post(
        "SELECT 1",
        { enable_http_compression: "1" },
        { "Accept-Encoding": encoding },
      );
      expect([packed.headers.get("content-encoding"), await packed.text()]).toEqual([
        encoding,
        "1\n",
      ]);
    }
    expect(gunzipSync(gzipSync("1")).toString()).toBe("1");
  });

  it("never runs what comes after the rows of an insert", async () => {
    await post("CREATE TABLE victim (b String) ENGINE = MergeTree ORDER BY b");
    await post("INSERT INTO victim VALUES ('kept')");
    for (const format of ["JSONEachRow", "TSV", "CSV", "Values", "RowBinary"]) {
      for (const rows of [
        '{"b":"x"}\n\n;\n\nTRUNCATE TABLE victim;',
        "x\n;\nTRUNCATE TABLE victim",
        "('x'); TRUNCATE TABLE victim",
      ]) {
        await post(rows, { query: `INSERT INTO victim FORMAT ${format}` });
        await post(`INSERT INTO victim FORMAT ${format}\n${rows}`);
      }
    }
    expect(await (await post("SELECT countIf(b = 'kept') FROM victim")).text()).toBe("1\n");
  });

  it("reads only over GET", async () => {
    const response = await fetch(address({ query: "CREATE DATABASE over_get" }), {
      headers: { authorization },
    });
    expect([response.status, response.headers.get("x-clickhouse-exception-code")]).toEqual([
      403,
      "164",
    ]);
  });

  it("ends a query that another client kills by its id", async () => {
    const heavy = post("SELECT sum(sipHash64(number)) FROM numbers(100000000000)", {
      query_id: "to-kill",
    });
    const kill = async () => (await post("KILL QUERY WHERE query_id = 'to-kill'")).status;
    const settled = heavy.then((response) => response.headers.get("x-clickhouse-exception-code"));
    await expect
      .poll(
        async () => {
          await kill();
          return Promise.race([settled, Promise.resolve("running")]);
        },
        { timeout: 10_000 },
      )
      .toBe("394");
  });

  it("refuses a statement over the limit, and rows are not part of it", async () => {
    const long = await post(`SELECT '${"x".repeat(1_100_000)}'`);
    expect(long.status).toBe(400);
    await post("CREATE TABLE wide (a String) ENGINE = MergeTree ORDER BY a");
    const rows = `INSERT INTO wide FORMAT TSV\n${`${"y".repeat(1_000)}\n`.repeat(5_000)}`;
    expect((await post(rows)).status).toBe(200);
    expect(await (await post("SELECT count(), sum(length(a)) FROM wide")).text()).toBe(
      "5000\t5000000\n",
    );
  });
});
