import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../domain/csv/read-csv.ts";
import { unescapeCell, writeCsv } from "../../../domain/csv/write-csv.ts";

const cells = (text: string) => {
  const read = readCsv(text);
  return read.kind === "records" ? read.records.map((record) => record.cells) : read;
};

describe("reading CSV", () => {
  it("takes quoted separators, line breaks and doubled quotation marks as text", () => {
    expect(cells('a,"b,c","d ""e"""\r\n"one\ntwo",,x\n')).toEqual([
      ["a", "b,c", 'd "e"'],
      ["one\ntwo", "", "x"],
    ]);
  });

  it("ends lines with CRLF, LF or CR, and needs none at the end", () => {
    expect(cells("a,b\r\nc,d\ne,f\rg,h")).toEqual([
      ["a", "b"],
      ["c", "d"],
      ["e", "f"],
      ["g", "h"],
    ]);
  });

  it("drops a byte order mark and reads semicolons where the first line has more of them", () => {
    expect(cells("\uFEFFname;limit\r\nx;2,50\r\n")).toEqual([
      ["name", "limit"],
      ["x", "2,50"],
    ]);
  });

  it("numbers records by the line on which they begin, past empty lines and breaks in cells", () => {
    const read = readCsv('name\n\n"a\r\nb"\nc\n');
    expect(read).toEqual({
      kind: "records",
      records: [
        { line: 1, cells: ["name"] },
        { line: 3, cells: ["a\r\nb"] },
        { line: 5, cells: ["c"] },
      ],
    });
  });

  it("keeps an empty last cell", () => {
    expect(cells("a,b,\n1,,")).toEqual([
      ["a", "b", ""],
      ["1", "", ""],
    ]);
  });

  it("names the line of a quotation mark that is out of place", () => {
    expect(cells('a\n"never closed')).toEqual({ kind: "bad_quote", line: 2 });
    expect(cells('a\nb\nc"d')).toEqual({ kind: "bad_quote", line: 3 });
    expect(cells('"a"b')).toEqual({ kind: "bad_quote", line: 1 });
  });
});

describe("writing CSV", () => {
  it("lets no cell run as a formula in a spreadsheet", () => {
    expect(writeCsv([["=1+1", "+2", "-3", "@x", "\tt", "safe", '=a,"b"']])).toBe(
      `'=1+1,'+2,'-3,'@x,'\tt,safe,"'=a,""b"""\r\n`,
    );
  });

  it("is read back unchanged, whatever the cells hold", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[=+\-@'";,\r\n\t ab]{0,8}$/),
      fc.constantFrom("", "'=x", '"', "\r\n", "a;b"),
    );
    const rows = fc.array(fc.tuple(fc.constant("x"), cell, cell), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (records) => {
        const read = cells(writeCsv([["a", "b", "c"], ...records]));
        const expected = records.map((record) => record.map((text) => text));
        const back = Array.isArray(read)
          ? read.slice(1).map((record) => record.map(unescapeCell))
          : read;
        expect(back).toEqual(expected);
      }),
    );
  });
});
