import { describe, expect, it } from "vitest";
import { parseDay } from "../../../../domain/finance/calendar-day.ts";
import { formatRate, parseRate, type FxRate } from "../../../../domain/finance/fx-rate.ts";
import { openFxTable } from "../../../../domain/finance/fx.ts";
import { formatNano, parseNano } from "../../../../domain/money.ts";

function rate(date: string, pair: string, decimal: string): FxRate {
  const [base = "", quote = ""] = pair.split("/");
  return { day: parseDay(date) ?? 0, base, quote, rate: parseRate(decimal) ?? 0n };
}

function convert(rates: readonly FxRate[], amount: string, pair: string, date: string): string {
  const [from = "", to = ""] = pair.split("/");
  const result = openFxTable(rates).convert(parseNano(amount), from, to, parseDay(date) ?? 0);
  return result.kind === "missing" ? result.reason : formatNano(result.amount);
}

// 2026-01-30 is a Friday.
const ECB = [
  rate("2026-01-30", "EUR/USD", "1.25"),
  rate("2026-01-30", "EUR/JPY", "160"),
  rate("2026-02-02", "EUR/USD", "1.28"),
];

describe("conversion by hand", () => {
  it("goes directly, inversely and across the euro", () => {
    expect(convert(ECB, "8", "EUR/USD", "2026-01-30")).toBe("10.000000000");
    expect(convert(ECB, "10", "USD/EUR", "2026-01-30")).toBe("8.000000000");
    // 1000 JPY = 6.25 EUR = 7.8125 USD.
    expect(convert(ECB, "1000", "JPY/USD", "2026-01-30")).toBe("7.812500000");
  });

  it("crosses without rounding in between", () => {
    const rates = [rate("2026-01-30", "EUR/USD", "3"), rate("2026-01-30", "EUR/CHF", "3")];
    // Rounded on the way, 1 nano would be 0 euros; across at exactly one it stays 1 nano.
    expect(convert(rates, "0.000000001", "USD/CHF", "2026-01-30")).toBe("0.000000001");
  });

  it("rounds half away from zero, on both sides of it", () => {
    const rates = [rate("2026-01-30", "EUR/USD", "0.5")];
    expect(convert(rates, "0.000000001", "EUR/USD", "2026-01-30")).toBe("0.000000001");
    expect(convert(rates, "-0.000000001", "EUR/USD", "2026-01-30")).toBe("-0.000000001");
  });

  it("prefers the pair's own rate to the one the other way round, and both to a cross", () => {
    const own = [...ECB, rate("2026-01-30", "JPY/USD", "0.01")];
    expect(convert(own, "1000", "JPY/USD", "2026-01-30")).toBe("10.000000000");
    const both = [...own, rate("2026-01-30", "USD/JPY", "50")];
    expect(convert(both, "1000", "JPY/USD", "2026-01-30")).toBe("10.000000000");
  });

  it("meets in the dollar when the euro leads nowhere", () => {
    const rates = [
      rate("2026-01-30", "USD/BRL", "5"),
      rate("2026-01-30", "USD/INR", "90"),
      rate("2026-01-30", "EUR/BRL", "6"),
    ];
    expect(convert(rates, "10", "BRL/INR", "2026-01-30")).toBe("180.000000000");
  });

  it("takes Friday's rate on the weekend, and for ten days at most", () => {
    expect(convert(ECB, "8", "EUR/USD", "2026-02-01")).toBe("10.000000000");
    expect(convert(ECB, "8", "EUR/USD", "2026-02-02")).toBe("10.240000000");
    expect(convert(ECB, "160", "JPY/EUR", "2026-02-09")).toBe("1.000000000");
    expect(convert(ECB, "160", "JPY/EUR", "2026-02-10")).toBe("rate_too_old");
    expect(convert(ECB, "160", "JPY/USD", "2026-02-10")).toBe("rate_too_old");
  });

  it("is missing, and not zero, before the first rate and for a currency without any", () => {
    expect(convert(ECB, "8", "EUR/USD", "2026-01-29")).toBe("no_rate");
    expect(convert(ECB, "8", "EUR/GBP", "2026-01-30")).toBe("no_rate");
    expect(convert(ECB, "8", "GBP/USD", "2026-01-30")).toBe("no_rate");
  });
});

describe("a rate", () => {
  it.each(["0", "0.000", "-1", "1e3", "1,25", "", "1.", ".5", "1.0000000000001", " 1", "N/A"])(
    "is not %j",
    (text) => {
      expect(parseRate(text)).toBeNull();
    },
  );

  it("is written with the digits it has", () => {
    expect(formatRate(parseRate("1.084200000000") ?? 0n)).toBe("1.0842");
    expect(formatRate(parseRate("160.000000000000") ?? 0n)).toBe("160");
  });
});
