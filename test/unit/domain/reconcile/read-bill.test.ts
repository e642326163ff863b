import { describe, expect, it } from "vitest";
import { formatDay } from "../../../../domain/finance/calendar-day.ts";
import { formatNano } from "../../../../domain/money.ts";
import { guessColumns } from "../../../../domain/reconcile/bill-columns.ts";
import { foreignSign, readBillAmount } from "../../../../domain/reconcile/read-bill-amount.ts";
import { readBillDays } from "../../../../domain/reconcile/read-bill-days.ts";
import { readBillUnit } from "../../../../domain/reconcile/read-bill-unit.ts";

describe("a bill's numbers", () => {
  it.each([
    ["0.10", ".", "0.100000000"],
    ["$1,234.50", ".", "1234.500000000"],
    ["-$3", ".", "-3.000000000"],
    ["(3.10)", ".", "-3.100000000"],
    ["USD 1.20", ".", "1.200000000"],
    ["1\u202F234,50\u00A0€", ",", "1234.500000000"],
    ["1.234.567,8", ",", "1234567.800000000"],
    ["1'234.50", ".", "1234.500000000"],
    ["1.2e-05", ".", "0.000012000"],
    ["−2", ".", "-2.000000000"],
    ["0.0000000005", ".", "0.000000001"],
    ["0.123456789499", ".", "0.123456789"],
  ] as const)("reads %s with %s as %s", (text, mark, nano) => {
    expect(formatNano(readBillAmount(text, mark) ?? -1n)).toBe(nano);
  });

  it.each([
    "",
    "-",
    ".",
    "1.2.3",
    "12,34.5",
    "0,125.5",
    "abc",
    "1e99",
    "0x10",
    "Infinity",
    "1 USD 2",
  ])("takes %s for no number", (text) => {
    expect(readBillAmount(text, ".")).toBeNull();
  });

  it.each([
    ["$1.00", "USD", null],
    ["$1.00", "CAD", null],
    ["$1.00", "EUR", "$"],
    ["1,00 €", "EUR", null],
    ["1,00 €", "USD", "€"],
    ["USD 1.00", "EUR", "USD"],
    ["1.00", "EUR", null],
    ["1.2e-05", "EUR", null],
  ])("of %s in an invoice in %s bears %s of another currency", (text, currency, sign) => {
    expect(foreignSign(text, currency)).toBe(sign);
  });
});

describe("a bill's days", () => {
  it.each([
    ["2026-03-05", "ymd", "2026-03-05", "2026-03-06"],
    ["2026-12-31T00:00:00Z", "ymd", "2026-12-31", "2027-01-01"],
    ["2026-03-05 10:00:00 UTC", "ymd", "2026-03-05", "2026-03-06"],
    ["20260305", "ymd", "2026-03-05", "2026-03-06"],
    ["2026-02", "ymd", "2026-02-01", "2026-03-01"],
    ["2026-12", "ymd", "2026-12-01", "2027-01-01"],
    ["3/5/2026", "mdy", "2026-03-05", "2026-03-06"],
    ["05.03.2026", "dmy", "2026-03-05", "2026-03-06"],
  ] as const)("are, of %s in the order %s, %s up to %s", (text, order, first, end) => {
    const days = readBillDays(text, order);
    expect([formatDay(days?.first ?? 0), formatDay(days?.end ?? 0)]).toEqual([first, end]);
  });

  it.each(["2026-02-30", "2026-13", "03/05/2026", "1.2.3", "tomorrow", "", "1969-01-01"])(
    "are none of %s",
    (text) => {
      expect(readBillDays(text, "ymd")).toBeNull();
    },
  );
});

describe("a bill's units and columns", () => {
  it("have the words of price units, however they are spelled, and those that are a multiple of one", () => {
    expect(
      ["Seconds", "gpu_second", "GPU hours", "Minutes", "credits", "constructor"].map(readBillUnit),
    ).toEqual([
      { unit: "second", times: 1n },
      { unit: "gpu_second", times: 1n },
      { unit: "gpu_second", times: 3_600n },
      { unit: "second", times: 60n },
      { unit: "credit", times: 1n },
      null,
    ]);
  });

  it("are found by the names of FOCUS and of common exports", () => {
    expect(
      guessColumns([
        "BilledCost",
        "ChargePeriodStart",
        "ChargePeriodEnd",
        "SkuId",
        "ConsumedQuantity",
        "ConsumedUnit",
        "BillingCurrency",
      ]),
    ).toMatchObject({
      date: null,
      from: "ChargePeriodStart",
      to: "ChargePeriodEnd",
      model: "SkuId",
      amount: "BilledCost",
      units: "ConsumedQuantity",
      unit: "ConsumedUnit",
      currency: "BillingCurrency",
    });
    expect(guessColumns(["Usage Date", "Model", "Cost ($)"])).toMatchObject({
      date: "Usage Date",
      model: "Model",
      amount: "Cost ($)",
      to: null,
    });
    expect(guessColumns(["Menge", "Betrag"])).toMatchObject({ date: null, amount: null });
  });
});
