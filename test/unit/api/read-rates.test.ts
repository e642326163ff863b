import { describe, expect, it } from "vitest";
import { readRates } from "../../../api/fx-rates/read-rates.ts";

function faults(csv: string, format: "plain" | "ecb"): string[] {
  const read = readRates(csv, format);
  return read.kind === "invalid" ? read.errors.map((error) => error.field) : [];
}

describe("a plain file of rates", () => {
  it("is read with its columns in any order, whatever wrote its lines", () => {
    const csv =
      '\uFEFFbase,quote,date,rate\r\nEUR,USD,2026-01-30,"1.1919"\r\n\r\nUSD,JPY,2026-01-30,154.1\r\n';
    expect(readRates(csv, "plain")).toEqual({
      kind: "ok",
      rates: [
        { date: "2026-01-30", base: "EUR", quote: "USD", rate: "1.1919" },
        { date: "2026-01-30", base: "USD", quote: "JPY", rate: "154.1" },
      ],
    });
  });

  it("may have semicolons between its cells, as French spreadsheets write them", () => {
    const read = readRates("date;base;quote;rate\n2026-01-30;EUR;USD;1.1919", "plain");
    expect(read).toMatchObject({ kind: "ok", rates: [{ rate: "1.1919" }] });
  });

  it("names every bad cell by its line and column", () => {
    const csv = [
      "date,base,quote,rate",
      "2026-01-30,EUR,USD,1.1919",
      "2026-02-30,EUR,USD,1.2",
      "",
      "2026-01-31,eur,USD,1,2",
      "2026-01-31,EUR,EUR,1",
      "2026-01-31,EUR,dollars,0",
      "2026-01-30,EUR,USD,1.1920",
      "2026-01-30,EUR,USD,1.19190",
    ].join("\n");
    expect(faults(csv, "plain")).toEqual([
      "csv[3].date",
      "csv[5].line",
      "csv[6].quote",
      "csv[7].quote",
      "csv[7].rate",
      "csv[8].rate",
    ]);
  });

  it.each([
    ["", ["csv"]],
    ["date,base,quote,rate\n", ["csv"]],
    ["date,base,quote\n2026-01-30,EUR,USD", ["csv[1].line"]],
    ["date,base,quote,rate,rate\n", ["csv[1].line"]],
    ["date,base,quote,rate\n2026-01-30,EUR,USD", ["csv[2].rate"]],
    ['date,base,quote,rate\n2026-01-30,EUR,"USD,1', ["csv[2]"]],
  ])("%j is refused", (csv, fields) => {
    expect(faults(csv, "plain")).toEqual(fields);
  });
});

describe("the European Central Bank's history", () => {
  // The layout of eurofxref-hist.csv: newest day first, N/A where there is no rate, a comma at each line's end.
  const CSV = [
    "Date,USD,JPY,BGN,CYP,",
    "2026-01-30,1.1919,183.59,N/A,N/A,",
    "2007-12-31,1.4721,164.93,1.9558,0.585274,",
  ].join("\n");

  it("is read as what one euro buys of each currency, without what has no rate", () => {
    expect(readRates(CSV, "ecb")).toEqual({
      kind: "ok",
      rates: [
        { date: "2026-01-30", base: "EUR", quote: "USD", rate: "1.1919" },
        { date: "2026-01-30", base: "EUR", quote: "JPY", rate: "183.59" },
        { date: "2007-12-31", base: "EUR", quote: "USD", rate: "1.4721" },
        { date: "2007-12-31", base: "EUR", quote: "JPY", rate: "164.93" },
        { date: "2007-12-31", base: "EUR", quote: "BGN", rate: "1.9558" },
        { date: "2007-12-31", base: "EUR", quote: "CYP", rate: "0.585274" },
      ],
    });
  });

  it("names a bad cell by its line and its currency", () => {
    const csv = `${CSV}\n2007-12-28,1.4692,n/a,0,1,9,\n30 December 2007,1.4,,,,`;
    expect(faults(csv, "ecb")).toEqual(["csv[4].line", "csv[5].Date"]);
    expect(faults(`${CSV}\n2007-12-28,1.4692,n/a,0,1,`, "ecb")).toEqual([
      "csv[4].JPY",
      "csv[4].BGN",
    ]);
  });

  it.each([
    ["USD,JPY\n1,2", ["csv[1].line"]],
    ["Date,EUR,USD\n", ["csv[1].EUR"]],
    ["Date,USD,USD\n", ["csv[1].USD"]],
    ["Date,\n", ["csv[1].line"]],
    ["Date,USD\n2026-01-30,N/A", ["csv"]],
  ])("%j is refused", (csv, fields) => {
    expect(faults(csv, "ecb")).toEqual(fields);
  });
});
