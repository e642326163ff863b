import { describe, expect, it } from "vitest";
import { readBillCsv, type BillCsvOptions } from "../../../api/reconciliation/read-bill-csv.ts";

const OPTIONS: BillCsvOptions = {
  currency: "USD",
  mapping: {},
  unit: null,
  dateOrder: null,
  decimalMark: null,
};

function read(lines: readonly string[], change: Partial<BillCsvOptions> = {}) {
  return readBillCsv(lines.join("\n"), { ...OPTIONS, ...change });
}

describe("a provider's export", () => {
  it("is read by a guess that the caller corrects column by column", () => {
    const lines = ["Date,Model,Endpoint,Seconds,Cost", "2026-03-05,a,b,8,0.80"];
    expect(read(lines)).toMatchObject({
      kind: "ok",
      // Nothing says what the seconds are: they are left out.
      mapping: { model: "Model", units: null },
      lines: [
        { from: "2026-03-05", to: "2026-03-06", model: "a", amount: "0.800000000", units: null },
      ],
    });
    expect(read(lines, { mapping: { model: "Endpoint" }, unit: "second" })).toMatchObject({
      lines: [{ model: "b", units: "8.000000000", unit: "second" }],
    });
    expect(read(lines, { mapping: { units: "Seconds" } })).toMatchObject({
      errors: [{ field: "mapping.unit" }],
    });
    expect(read(lines, { mapping: { amount: "Kosten" } })).toMatchObject({
      errors: [{ field: "mapping.amount" }],
    });
  });

  it("may give a period in two columns, the second one the first day outside", () => {
    const lines = [
      "from,to,model,amount",
      "2026-03-01,2026-04-01,a,5",
      "2026-03-02,2026-03-02,a,5",
    ];
    expect(read(lines)).toMatchObject({ errors: [{ field: "csv[3].to" }] });
    expect(read(lines.slice(0, 2))).toMatchObject({
      lines: [{ from: "2026-03-01", to: "2026-04-01" }],
    });
  });

  it("tells decimals from thousands by all of its numbers, and asks where none tells", () => {
    const withAmounts = (...amounts: string[]) => [
      "date;model;amount",
      ...amounts.map((amount) => `2026-03-05;a;${amount}`),
    ];
    expect(read(withAmounts("1.234", "2,50"))).toMatchObject({
      lines: [{ amount: "1234.000000000" }, { amount: "2.500000000" }],
    });
    expect(read(withAmounts("1,234", "2.50"))).toMatchObject({
      lines: [{ amount: "1234.000000000" }, { amount: "2.500000000" }],
    });
    expect(read(withAmounts("1,234", "7"))).toMatchObject({
      errors: [{ field: "csv[2].amount" }],
    });
    expect(read(withAmounts("1,234", "7"), { decimalMark: "," })).toMatchObject({
      lines: [{ amount: "1.234000000" }, { amount: "7.000000000" }],
    });
  });
});
