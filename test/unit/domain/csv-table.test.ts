import { describe, expect, it } from "vitest";
import { openCsvTable } from "../../../domain/csv/csv-table.ts";
import { readCsv } from "../../../domain/csv/read-csv.ts";

describe("a table of CSV", () => {
  it("escapes formulas in texts and leaves negative numbers alone", () => {
    const row = openCsvTable("rfc4180").row([{ text: "=1+1" }, { text: "-2" }, { number: "-2.5" }]);
    expect(row).toBe("'=1+1,'-2,-2.5\r\n");
  });

  it("writes what a French Excel reads as numbers, and texts with their points and commas", () => {
    const table = openCsvTable("excel-fr");
    expect(table.head(["a", "b"])).toBe("\uFEFFa;b\r\n");
    expect(table.row([{ text: "1.5, é" }, { number: "-1234.500000000" }, null])).toBe(
      '"1.5, é";-1234,500000000;\r\n',
    );
  });

  it("reads back whatever text it was given, in both dialects", () => {
    const texts = ['a;b,c"d"', "two\r\nlines", "", "'quoted", "plain"];
    for (const dialect of ["rfc4180", "excel-fr"] as const) {
      const table = openCsvTable(dialect);
      const names = texts.map((_, index) => `c${index}`);
      const read = readCsv(table.head(names) + table.row(texts.map((text) => ({ text }))));
      expect(read.kind === "records" ? read.records[1]?.cells : []).toEqual(texts);
    }
  });
});
