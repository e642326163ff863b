import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNano, nanoOfNumber, parseNano } from "../../../domain/money.ts";
import { numberText } from "../../../ingest/proxy/number-text.ts";

describe("a number as JSON writes it", () => {
  it("is read as the amount that a decimal string of it is", () => {
    const nano = fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n });
    fc.assert(
      fc.property(nano, fc.integer({ min: -9, max: 9 }), (amount, shift) => {
        const decimal = formatNano(amount);
        expect(nanoOfNumber(decimal)).toBe(parseNano(decimal));
        const scaled = amount * 10n ** 18n;
        expect(nanoOfNumber(`${formatNano(scaled)}e${shift}`)).toBe(
          (scaled * 10n ** BigInt(shift + 9)) / 10n ** 9n,
        );
      }),
    );
  });

  it("keeps what a float would lose, and rounds half away from zero", () => {
    expect(nanoOfNumber("1234567.1234567891")).toBe(1_234_567_123_456_789n);
    expect(nanoOfNumber("1e-7")).toBe(100n);
    expect(nanoOfNumber("0.0000000005")).toBe(1n);
    expect(nanoOfNumber("-0.0000000005")).toBe(-1n);
    expect(nanoOfNumber("0.00000000049")).toBe(0n);
    expect(nanoOfNumber("8400000015", 10_000_000_000n)).toBe(840_000_002n);
  });

  it.each(["", "x", "1e999", "0x10", "1_000", "Infinity", "9".repeat(41), "1.", ".5", " 1"])(
    "is none: %s",
    (text) => {
      expect(nanoOfNumber(text)).toBeNull();
    },
  );

  it("is found by its members' names to the last digit, whatever stands around it", () => {
    const digits = fc.stringMatching(/^(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?$/);
    fc.assert(
      fc.property(digits, fc.json(), (number, other) => {
        const text = `{"other":${other},"usage":{"is":true, "cost" : ${number} },"list":[{"usage":1}]}`;
        expect(numberText(Buffer.from(text), "usage.cost")).toBe(number);
        expect(numberText(Buffer.from(text), "usage.is")).toBeNull();
        expect(numberText(Buffer.from(text), "cost")).toBeNull();
      }),
    );
  });

  it.each([
    ["a text", '{"usage":{"cost":"0.8"}}'],
    ["there twice", '{"usage":{"cost":1,"cost":2}}'],
    ["in a body that ends too soon", '{"usage":{"cost":1'],
    ["in no object", "[1]"],
    ["nowhere", ""],
  ])("is not found when it is %s", (_name, text) => {
    expect(numberText(Buffer.from(text), "usage.cost")).toBeNull();
  });
});
