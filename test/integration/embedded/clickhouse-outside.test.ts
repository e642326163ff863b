import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import { sharedDataPlane } from "../../support/data-plane.ts";

const dataPlane = sharedDataPlane();

/** `@` stands for a file that exists and must be neither read nor written. */
const STATEMENTS = [
  "SELECT * FROM file('@', 'LineAsString')",
  "SELECT file('@')",
  "SELECT `fi\\x6ce`('@')",
  "SELECT \"file\"/* x */('@')",
  "SELECT (SELECT * FROM file('@', 'LineAsString'))",
  "SELECT 1 WHERE 'a' IN (SELECT * FROM file('@', 'LineAsString'))",
  "WITH x AS (SELECT * FROM file('@', 'LineAsString')) SELECT * FROM x",
  "SELECT * FROM view(SELECT * FROM file('@', 'LineAsString'))",
  "SELECT * FROM loop(file('@', 'LineAsString'))",
  "SELECT * FROM eval('SELECT * FROM file(\\'@\\')')",
  "SELECT * FROM `@`",
  "SELECT * FROM default.`@`",
  "DESCRIBE TABLE file('@', 'LineAsString')",
  "EXPLAIN SELECT * FROM file('@', 'LineAsString')",
  "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
  "SELECT * FROM s3('http://127.0.0.1:1/b', 'LineAsString')",
  "SELECT * FROM remote('127.0.0.1', system.one)",
  "SELECT * FROM executable('id', 'TSV', 'a String')",
  "SELECT * FROM sqlite('@', 't')",
  "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
  "SELECT 1 INTO OUTFILE '@.out'",
  "SHOW TABLES INTO OUTFILE '@.out'",
  "INSERT INTO t FROM INFILE '@' FORMAT LineAsString",
  "INSERT INTO FUNCTION file('@.out', 'TSV', 'a String') SELECT 'x'",
  "INSERT INTO FUNCTION file('@.out', 'TSV', 'a String') VALUES ('x')",
  "INSERT INTO t SELECT * FROM file('@', 'LineAsString')",
  "CREATE TABLE f (a String) ENGINE = File(LineAsString, '@')",
  "CREATE TABLE f (a String DEFAULT file('@')) ENGINE = MergeTree ORDER BY a",
  "CREATE VIEW f AS SELECT * FROM file('@', 'LineAsString')",
  "CREATE TABLE f ENGINE = Memory AS SELECT * FROM file('@', 'LineAsString')",
  "CREATE TABLE f AS file('@', 'LineAsString')",
  "CREATE TABLE f (a String) ENGINE = URL('http://127.0.0.1:1/', TSV)",
  "CREATE TABLE f (a String) ENGINE = Executable('id', TSV)",
  "CREATE DATABASE f ENGINE = Filesystem('/')",
  "CREATE DICTIONARY f (a UInt64) PRIMARY KEY a SOURCE(FILE(PATH '@' FORMAT 'TSV')) LAYOUT(FLAT()) LIFETIME(1)",
  "CREATE DICTIONARY f (a UInt64) PRIMARY KEY a SOURCE(EXECUTABLE(COMMAND 'id' FORMAT 'TSV')) LAYOUT(FLAT()) LIFETIME(1)",
  "CREATE FUNCTION f AS x -> file(x)",
  "CREATE USER f",
  "CREATE TABLE default.f (a Int8) ENGINE = Memory",
  "ALTER TABLE t UPDATE a = file('@') WHERE 1",
  "ALTER TABLE t FREEZE",
  "BACKUP TABLE t TO File('@.out')",
  "ATTACH TABLE f FROM '@' (a String) ENGINE = MergeTree ORDER BY a",
  "SYSTEM SHUTDOWN",
  "SET max_threads = 1",
  "USE system",
  "SELECT 1; SELECT * FROM file('@', 'LineAsString')",
  "SELECT 1 SETTINGS additional_result_filter = 'file(\\'@\\') != \\'\\''",
  "SELECT 1 SETTINGS readonly = 0",
];

describe("statements that reach outside the database", () => {
  it.each(STATEMENTS)("%s is refused and leaves no trace", async (statement) => {
    const { client } = await dataPlane().freshClickHouse();
    const file = join(dataPlane().dataDir, "private.txt");
    writeFileSync(file, "private words\n");
    await client.command({ query: "CREATE TABLE t (a String) ENGINE = MergeTree ORDER BY a" });
    const outcome = await client
      .exec({ query: statement.replaceAll("@", file) })
      .then(async ({ stream }) => Buffer.concat(await stream.toArray()).toString("utf8"))
      .catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(Error);
    expect(String(outcome)).not.toContain("private words");
    expect(existsSync(`${file}.out`)).toBe(false);
    const left = await client.query({ query: "SELECT count() AS n FROM t", format: "JSONEachRow" });
    expect(await left.json()).toEqual([{ n: 0 }]);
  });

  it("cannot be reached through settings in the URL", async () => {
    const { client } = await dataPlane().freshClickHouse();
    for (const name of [
      "dialect",
      "additional_result_filter",
      "additional_table_filters",
      "readonly",
    ]) {
      const clickhouse_settings = { [name]: "1" };
      await expect(client.query({ query: "SELECT 1", clickhouse_settings })).rejects.toMatchObject({
        code: "344",
      });
    }
  });
});
