import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { formatClause } from "../../../db/embedded/clickhouse-http/output-format.ts";
import { missingParameter } from "../../../db/embedded/clickhouse-http/query-parameters.ts";
import { splitInsert } from "../../../db/embedded/clickhouse-http/split-insert.ts";
import { sqlLiteral } from "../../../db/embedded/clickhouse-http/sql-literal.ts";
import { sqlTokens } from "../../../db/embedded/clickhouse-http/sql-tokens.ts";

const nasty = fc.string({
  unit: fc.constantFrom(
    "'",
    "\\",
    "\0",
    "\n",
    "\r",
    "\t",
    '"',
    "`",
    "--",
    "/*",
    "*/",
    ";",
    "$$",
    "a",
    "é",
    "\u2028",
  ),
});

describe("SQL text", () => {
  it("keeps any text inside its literal", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const tokens = [...sqlTokens(`SELECT ${sqlLiteral(text)} AS after`)];
        expect(tokens.map((token) => token.kind)).toEqual(["word", "string", "word", "word"]);
      }),
    );
  });

  it.each([
    ["INSERT INTO t FORMAT JSONEachRow\n{}", "INSERT INTO t  FORMAT JSONEachRow", "{}"],
    [
      "insert into t (a, `format`) settings x = 'FORMAT' format TSV\n1\n",
      "insert into t (a, `format`) settings x = 'FORMAT'  FORMAT TSV",
      "1\n",
    ],
    [
      "/* FORMAT X */ INSERT INTO t VALUES (1)",
      "/* FORMAT X */ INSERT INTO t  FORMAT Values",
      " (1)",
    ],
    ["INSERT INTO t FORMAT RowBinary\n\n;", "INSERT INTO t  FORMAT RowBinary", "\n;"],
    ["INSERT INTO t FORMAT CSV; \r\n1", "INSERT INTO t  FORMAT CSV", "1"],
  ])("finds the rows of %j", (text, statement, rows) => {
    const split = splitInsert(text);
    expect([split?.statement, text.slice(split?.dataStart)]).toEqual([statement, rows]);
  });

  it.each([
    "SELECT 1 FORMAT CSV",
    "INSERT INTO t SELECT 'x' FORMAT CSV",
    "INSERT INTO t (SELECT 1)",
    "INSERT INTO t",
    "",
  ])("takes %j as a statement without rows", (text) => expect(splitInsert(text)).toBeUndefined());

  it("reads rows from a file before the settings", () => {
    const split = splitInsert("INSERT INTO t (a) SETTINGS b = 1 FORMAT TSV\n1");
    expect(split?.fromFile("'/f'").replaceAll(/\s+/g, " ")).toBe(
      "INSERT INTO t (a) FROM INFILE '/f' COMPRESSION 'none' SETTINGS b = 1 FORMAT TSV",
    );
  });

  it("finds the format a statement names for itself, not one of a subquery or a string", () => {
    expect(formatClause("SELECT * FROM t\nFORMAT JSONEachRow")).toBe("JSONEachRow");
    expect(formatClause("SELECT 'x FORMAT CSV' -- FORMAT TSV\n")).toBeUndefined();
    expect(formatClause("SELECT format('{}', 1)")).toBeUndefined();
  });

  it("notices a parameter without a value, and only a parameter", () => {
    const given = new Map([["a", "1"]]);
    expect(missingParameter("SELECT {a:UInt8}, '{b:String}', map('c', 1)", given)).toBeUndefined();
    expect(missingParameter("SELECT {a:UInt8} /* */ , { b : String }", given)).toMatchObject({
      code: 456,
    });
  });
});
