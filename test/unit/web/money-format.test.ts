import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNano } from "../../../domain/money.ts";
import {
  addDecimals,
  formatMoney,
  formatSignedMoney,
  ratio,
  subtractDecimals,
} from "../../../web/format/money.ts";
import { formatCompact, formatPercent } from "../../../web/format/number.ts";

/** French writes narrow and wide no-break spaces; a reader sees spaces. */
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
const usd = (decimal: string, style?: Parameters<typeof formatMoney>[3]) =>
  plain(formatMoney("en-US", decimal, "USD", style));
const eur = (decimal: string, style?: Parameters<typeof formatMoney>[3]) =>
  plain(formatMoney("fr-FR", decimal, "EUR", style));

describe("money on the page", () => {
  it("shows two decimals, and more for less than a cent", () => {
    expect(usd("1234.500000000")).toBe("$1,234.50");
    expect(usd("0.001200000")).toBe("$0.0012");
    expect(usd("0.000000001")).toBe("$0.000000001");
    expect(usd("0.000000000")).toBe("$0.00");
  });

  it("writes French the French way", () => {
    expect(eur("1234.500000000")).toBe("1 234,50 €");
    expect(eur("-1430000.000000000", "compact")).toBe("−1,43 M €");
  });

  it("shortens with three digits that count", () => {
    expect(usd("25004.680000000", "compact")).toBe("$25.0K");
    expect(usd("999.990000000", "compact")).toBe("$999.99");
  });

  it("never shows an amount that is there as nothing", () => {
    const nano = fc.bigInt({ min: 1n, max: 10n ** 18n });
    const styles = fc.constantFrom("plain", "compact", "exact", "whole", "tick" as const);
    fc.assert(
      fc.property(nano, styles, (amount, style) => {
        expect(usd(formatNano(amount), style)).toMatch(/[1-9]/);
      }),
    );
  });

  it("keeps every digit of an amount that no float could hold", () => {
    expect(usd("12345678901234567890.123456789", "exact")).toBe(
      "$12,345,678,901,234,567,890.123456789",
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 27n }), (nano) => {
        const digits = usd(formatNano(nano), "exact").replaceAll(/[$,]/g, "");
        const [whole = "", fraction = ""] = digits.split(".");
        expect(`${whole}.${fraction.padEnd(9, "0")}`).toBe(formatNano(nano));
      }),
    );
  });

  it("writes the sign of a gain and of a loss", () => {
    expect(plain(formatSignedMoney("en-US", "4.000000000", "USD"))).toBe("+$4.00");
    expect(plain(formatSignedMoney("en-US", "-4.000000000", "USD"))).toBe("−$4.00");
    expect(plain(formatSignedMoney("en-US", "0.000000000", "USD"))).toBe("$0.00");
  });

  it("adds and subtracts to the nano", () => {
    expect(addDecimals(["0.1", "0.2", "0.000000001"])).toBe("0.300000001");
    expect(subtractDecimals("0.3", "0.1")).toBe("0.200000000");
  });

  it("has no ratio to nothing or to the unknown", () => {
    expect(ratio("1", "4")).toBe(0.25);
    expect(ratio("1", "0")).toBeNull();
    expect(ratio(null, "4")).toBeNull();
    expect(ratio("1", null)).toBeNull();
  });
});

describe("numbers on the page", () => {
  it("gives a small share the decimals it needs", () => {
    expect(formatPercent("en-US", 0.0012)).toBe("0.12%");
    expect(formatPercent("en-US", 0.479)).toBe("47.9%");
    expect(formatPercent("en-US", 1.284)).toBe("128%");
    expect(plain(formatPercent("fr-FR", -0.25))).toBe("−25 %");
  });

  it("counts exactly up to ten thousand", () => {
    expect(formatCompact("en-US", 9_999)).toBe("9,999");
    expect(formatCompact("en-US", 1_122_326)).toBe("1.12M");
  });
});
