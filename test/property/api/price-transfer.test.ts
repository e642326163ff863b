import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceImportInput } from "../../../api/contract/prices.ts";
import { planImport } from "../../../api/prices/plan-import.ts";
import { exportedPrice, PRICE_COLUMNS, priceCells } from "../../../api/prices/price-columns.ts";
import { priceContent, priceFingerprint } from "../../../api/prices/price-content.ts";
import { readPriceCsv } from "../../../api/prices/read-price-csv.ts";
import type { PriceRecord } from "../../../db/postgres/management/prices.ts";
import { priceVersion } from "../../../db/postgres/price-version.ts";
import { writeCsv } from "../../../domain/csv/write-csv.ts";
import { PRICE_UNITS } from "../../../domain/generation.ts";
import { formatNano, MAX_STORED_NANO } from "../../../domain/money.ts";
import { priceRequest } from "../../../domain/pricing.ts";
import { priceRecord } from "../../support/price-records.ts";

const NOW = Date.UTC(2027, 0, 1);

const nasty = fc.oneof(
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.stringMatching(/^[=+\-@'";,\r\n\t a]{1,8}$/),
);
const text = nasty.map((each) => each.replaceAll("\0", "0").trim()).filter((each) => each !== "");
const amount = (min: bigint) => fc.bigInt({ min, max: MAX_STORED_NANO }).map(formatNano);
const instant = fc
  .integer({ min: 0, max: 4 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day, 3)));
const value = fc.oneof(
  nasty.map((each) => each.replaceAll("\0", "0")),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
);

const record = fc
  .record({
    provider: fc.oneof(fc.constant("openai"), text),
    model: fc.oneof(fc.constantFrom("sora-2", "*"), text),
    unit: fc.constantFrom(...PRICE_UNITS),
    conditions: fc.dictionary(
      fc.constantFrom("size", "audio", "mode"),
      fc.oneof(fc.constantFrom<string | boolean>("720p", true), value),
    ),
    amount: amount(0n),
    currency: fc.constantFrom("USD", "EUR"),
    minimumUnits: fc.option(amount(1n)),
    validFrom: instant,
    source: fc.option(text),
    confidence: fc.option(fc.constantFrom("high", "low")),
    ends: fc.option(fc.integer({ min: 1, max: 3 })),
  })
  .map(({ ends, ...change }): PriceRecord => {
    const validTo = ends === null ? null : new Date(change.validFrom.getTime() + ends * 86_400_000);
    return priceRecord({ ...change, validTo });
  });
/** A book as Postgres hands it out: in the order in which it was written, no two at once. */
const book = fc
  .array(record, { minLength: 1, maxLength: 8 })
  .map((all) =>
    all.map((each, index) => ({ ...each, createdAt: new Date(Date.UTC(2026, 5, 1) + index) })),
  );

function throughCsv(rows: readonly PriceRecord[]) {
  const csv = writeCsv([PRICE_COLUMNS, ...rows.map((row) => priceCells(exportedPrice(row)))]);
  const read = readPriceCsv(csv);
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.errors));
  return read.rows.map(({ price, field }) => ({
    own: price.own,
    content: priceContent(price, field),
  }));
}

function throughJson(rows: readonly PriceRecord[]) {
  const body: unknown = JSON.parse(JSON.stringify({ prices: rows.map(exportedPrice) }));
  const input = priceImportInput.parse(body);
  if (!("prices" in input)) throw new Error("read as CSV");
  return input.prices.map((price) => ({
    own: price.own,
    content: priceContent(price, (member) => member),
  }));
}

describe.each([
  ["CSV", throughCsv],
  ["JSON", throughJson],
])("prices exported as %s and imported again", (_format, through) => {
  it("change nothing where they came from", () => {
    fc.assert(
      fc.property(book, (rows) => {
        const steps = planImport(through(rows), rows, NOW);
        expect(steps.map((step) => step.outcome)).toEqual(rows.map(() => "unchanged"));
      }),
    );
  });

  it("make the same book elsewhere, which prices every request the same", () => {
    const seen = fc.record({
      dimensions: fc.dictionary(
        fc.constantFrom("size", "audio", "mode"),
        fc.constantFrom<string | boolean>("720p", true),
      ),
      day: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(book, seen, (rows, { dimensions, day }) => {
        const steps = planImport(through(rows), [], NOW);
        expect(steps.map((step) => step.outcome)).toEqual(rows.map(() => "added"));
        expect(steps.map((step) => priceFingerprint(step.content))).toEqual(
          rows.map((row) => priceFingerprint(row)),
        );
        const copies = steps.map(({ content, createdAtMs }, index): PriceRecord => {
          const id = rows[index]?.id ?? "";
          return priceRecord({ ...content, id, createdAt: new Date(createdAtMs) });
        });
        const priced = (all: readonly PriceRecord[]) =>
          priceRequest(
            all.flatMap((row) => priceVersion(row) ?? []),
            {
              provider: "openai",
              model: "sora-2",
              atMs: Date.UTC(2026, 0, 1 + day, 12),
              dimensions,
              units: Object.fromEntries(PRICE_UNITS.map((unit) => [unit, 3_000_000_000n])),
            },
          );
        expect(priced(copies)).toEqual(priced(rows));
      }),
    );
  });
});
