import { describe, expect, it } from "vitest";
import { writeFigureCsv } from "../../../web/download/figure-csv.ts";
import { en } from "../../../web/i18n/en.ts";
import { breakdownCsv } from "../../../web/pages/overview/breakdown-csv.ts";
import { marginCsv } from "../../../web/pages/overview/margin-csv.ts";
import { marginRows } from "../../../web/series/margin-rows.ts";
import { measuresOf, rowOf } from "../../support/web-measures.ts";

const USD = 1_000_000_000n;
const origin = { dates: "2026-11-01/2026-11-30", timeZone: "UTC", currency: "USD", filters: [] };
const linesOf = (table: ReturnType<typeof breakdownCsv>) =>
  writeFigureCsv(table, origin, "rfc4180", en.download)
    .trimEnd()
    .split("\r\n")
    // Without the period and the filters, which every line repeats.
    .map((line) => line.split(",").slice(2).join(","));

describe("the files of the overview", () => {
  const rows = [rowOf("total", 3n * USD, 5n * USD), rowOf("(none)", USD, 0n)];
  const totals = measuresOf({ spend: 4n * USD, revenue: 5n * USD, generations: 2 });
  const elsewhere = {
    currency: "EUR",
    spend: "2.000000000",
    revenue: "7.000000000",
    generations: 3,
  };

  it("end with the page's total and what is in other currencies, apart from values of the same name", () => {
    const summary = { totals, currency: "USD", other_currencies: [elsewhere] };
    const [head, ...lines] = linesOf(breakdownCsv(rows, summary, "feature", en));
    expect(head).toMatch(/^Row,Feature,Currency,Spend,Revenue,Margin,/);
    expect(lines.map((line) => line.split(",").slice(0, 7))).toEqual([
      ["value", "total", "USD", "3.000000000", "5.000000000", "2.000000000", "1"],
      ["value", "(none)", "USD", "1.000000000", "0.000000000", "-1.000000000", "1"],
      ["total", "", "USD", "4.000000000", "5.000000000", "1.000000000", "2"],
      ["other currency", "", "EUR", "2.000000000", "7.000000000", "", "3"],
    ]);
    expect(new Set(lines.map((line) => line.split(",").length)).size).toBe(1);
  });

  it("tell the sum of the rest from a value that is called so", () => {
    const named = [rowOf("all others", 3n * USD, 5n * USD), rowOf("remix", USD, 0n)];
    const bars = marginRows(named, totals, "feature", false, 1);
    const lines = linesOf(marginCsv(bars, "feature", en)).slice(1);
    expect(lines.map((line) => line.split(",").slice(0, 2))).toEqual([
      ["value", "all others"],
      ["all others", ""],
    ]);
  });
});
