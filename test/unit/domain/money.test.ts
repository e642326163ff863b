import { describe, expect, it } from "vitest";
import {
  formatNano,
  MoneyFormatError,
  multiplyNano,
  parseNano,
  plainNano,
} from "../../../domain/money.ts";

describe("money", () => {
  it.each([
    ["0", 0n],
    ["0.10", 100_000_000n],
    ["-3", -3_000_000_000n],
    ["12.000000001", 12_000_000_001n],
    ["999999999.999999999", 999_999_999_999_999_999n],
  ])("reads %s exactly", (text, nano) => {
    expect(parseNano(text)).toBe(nano);
  });

  it.each(["", "1e3", ".5", "5.", "0.1234567890", "+1", " 1", "1 ", "1,5", "NaN", "--1", "٣"])(
    "refuses %j instead of guessing",
    (text) => {
      expect(() => parseNano(text)).toThrow(MoneyFormatError);
    },
  );

  it("writes all nine digits, also below zero", () => {
    expect(formatNano(800_000_000n)).toBe("0.800000000");
    expect(formatNano(-1n)).toBe("-0.000000001");
  });

  it("rounds half a nano away from zero", () => {
    expect(multiplyNano(1n, 500_000_000n)).toBe(1n);
    expect(multiplyNano(-1n, 500_000_000n)).toBe(-1n);
    expect(multiplyNano(1n, 499_999_999n)).toBe(0n);
  });

  it("prices eight seconds at ten cents at eighty cents", () => {
    expect(formatNano(multiplyNano(parseNano("0.10"), parseNano("8")))).toBe("0.800000000");
  });
});

describe("an amount in a sentence", () => {
  it.each([
    ["30", "30"],
    ["100", "100"],
    ["0.5", "0.5"],
    ["0", "0"],
    ["-1.25", "-1.25"],
    ["0.000000001", "0.000000001"],
  ])("has no zeros at the end: %s", (written, plain) => {
    expect(plainNano(parseNano(written))).toBe(plain);
  });
});
