import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatNano, MAX_STORED_NANO, parseNano } from "../../../domain/money.ts";
import { CellFault } from "../../../domain/revenue-file/cell-fault.ts";
import { compileMapping } from "../../../domain/revenue-file/compile-mapping.ts";
import { SEPARATORS } from "../../../domain/revenue-file/file-options.ts";
import { readBeginning } from "../../../domain/revenue-file/read-beginning.ts";
import { openFileCalendar } from "../../../domain/revenue-file/file-calendar.ts";
import type { DateFormat } from "../../../domain/revenue-file/file-options.ts";
import { revenueMapping } from "../../../domain/revenue-file/mapping.ts";
import { readAmount } from "../../../domain/revenue-file/read-amount.ts";
import { readRow } from "../../../domain/revenue-file/read-row.ts";
import { openZone, type WallTime } from "../../../domain/time-zone.ts";

const amounts = fc.bigInt({ min: -MAX_STORED_NANO, max: MAX_STORED_NANO });
const formats = fc.constantFrom(
  { decimal: ".", thousands: "," } as const,
  { decimal: ",", thousands: "." } as const,
  { decimal: ",", thousands: " " } as const,
  { decimal: ".", thousands: "'" } as const,
);
const zones = fc.constantFrom(
  "UTC",
  "Europe/Paris",
  "America/Los_Angeles",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
);

describe("an amount of a file", () => {
  it("is read exactly, whatever marks it is written with", () => {
    fc.assert(
      fc.property(amounts, formats, fc.boolean(), (nano, format, grouped) => {
        const [whole = "", fraction = ""] = formatNano(nano < 0n ? -nano : nano).split(".");
        const marked = grouped ? whole.replaceAll(/\B(?=(\d{3})+$)/g, format.thousands) : whole;
        const digits = `${marked}${format.decimal}${fraction}`;
        for (const written of nano < 0n
          ? [`-${digits}`, `(${digits})`, `\u2212${digits}`]
          : [digits]) {
          expect(readAmount(written, format)).toBe(nano);
        }
      }),
    );
  });

  it.each([
    ["1,234.50", { decimal: "." }],
    ["1.234,50", { decimal: "," }],
    ["1.50", { decimal: "," }],
    ["12,34,567.00", { decimal: ".", thousands: "," }],
    ["1234,50", { decimal: ".", thousands: "," }],
    ["1e3", { decimal: "." }],
    ["4.00 USD", { decimal: "." }],
    ["0.1234567891", { decimal: "." }],
    ["--1", { decimal: "." }],
    ["", { decimal: "." }],
    [".50", { decimal: "." }],
  ] as const)("is refused rather than guessed: %j as %j", (cell, format) => {
    expect(() => readAmount(cell, { thousands: undefined, ...format })).toThrow(CellFault);
  });
});

describe("a date of a file", () => {
  const pad = (value: number, width = 2) => String(value).padStart(width, "0");
  const written: Record<
    Exclude<DateFormat, "epoch" | "MMM D, YYYY">,
    (wall: WallTime) => string
  > = {
    "YYYY-MM-DD": (wall) => `${wall.year}-${pad(wall.month)}-${pad(wall.day)}`,
    "DD/MM/YYYY": (wall) => `${pad(wall.day)}/${wall.month}/${wall.year}`,
    "MM/DD/YYYY": (wall) => `${pad(wall.month)}.${wall.day}.${wall.year}`,
    YYYYMMDD: (wall) => `${wall.year}${pad(wall.month)}${pad(wall.day)}`,
  };
  const seconds = fc.integer({ min: 1_262_304_000, max: 2_208_988_800 });
  const kinds = fc.constantFrom(...(Object.keys(written) as (keyof typeof written)[]));

  it("is the instant at which the zone's clocks show it, clock changes included", () => {
    fc.assert(
      fc.property(seconds, zones, kinds, (second, name, format) => {
        const zone = openZone(name);
        const wall = zone.wallAt(second * 1_000);
        const time = `${pad(wall.hour)}:${pad(wall.minute)}:${pad(wall.second)}`;
        const calendar = openFileCalendar(format, name);
        expect(calendar.read(`${written[format](wall)} ${time}`)).toBe(zone.instantOf(wall));
        const midnight = { ...wall, hour: 0, minute: 0, second: 0 };
        expect(calendar.read(written[format](wall))).toBe(zone.instantOf(midnight));
      }),
    );
  });

  it("holds no day that the calendar has not", () => {
    const read = (format: DateFormat, cell: string) => openFileCalendar(format, "UTC").read(cell);
    expect(read("MMM D, YYYY", "Oct 5, 2026")).toBe(Date.UTC(2026, 9, 5));
    expect(read("epoch", "1790000000")).toBe(1_790_000_000_000);
    for (const [format, cell] of [
      ["YYYY-MM-DD", "2026-02-29"],
      ["DD/MM/YYYY", "05/13/2026"],
      ["YYYYMMDD", "2026-10-05"],
      ["MMM D, YYYY", "Okt 5, 2026"],
      ["YYYY-MM-DD", "2026-10-05T25:00:00Z"],
      ["epoch", "5"],
    ] as const) {
      expect(() => read(format, cell)).toThrow(CellFault);
    }
  });

  it("some months later is the same clock, or the last day of a shorter month", () => {
    const paris = openFileCalendar("YYYY-MM-DD", "Europe/Paris");
    const later = (cell: string, months: number) =>
      paris.monthsAfter(paris.read(cell), months) - paris.read("2026-01-01");
    expect(later("2026-01-31", 1)).toBe(paris.read("2026-02-28") - paris.read("2026-01-01"));
    expect(later("2025-12-15", 12)).toBe(paris.read("2026-12-15") - paris.read("2026-01-01"));
  });
});

describe("the money of a row", () => {
  const mapping = revenueMapping.parse({
    fields: {
      external_id: { column: "id" },
      occurred_at: { column: "at" },
      currency: { value: "EUR" },
      gross: { column: "paid" },
      fees: { column: "kept", percent_of_gross: true },
      refunded: { column: "back" },
    },
  });
  const compiled = compileMapping(mapping, ["id", "at", "paid", "kept", "back"]);

  it("is net of fees in per cent and of refunds, to the nano", () => {
    const paid = fc.bigInt({ min: 0n, max: MAX_STORED_NANO / 2n });
    fc.assert(
      fc.property(paid, fc.integer({ min: 0, max: 10_000 }), paid, (gross, basisPoints, back) => {
        if (compiled.kind !== "compiled") throw new Error("the mapping does not fit");
        const percent = `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, "0")} %`;
        const cells = ["a", "2026-10-05", formatNano(gross), percent, formatNano(back)];
        const row = readRow(compiled.compiled, cells);
        if (row.kind !== "entry") throw new Error(`read as ${row.kind}`);
        const fees = parseNano(row.entry.fees ?? "");
        expect(parseNano(row.entry.amount)).toBe(gross - fees - back);
        // Half a nano is as far as one rounding goes.
        const twice = fees * 20_000n - gross * BigInt(basisPoints) * 2n;
        expect(twice <= 10_000n && twice >= -10_000n).toBe(true);
      }),
    );
  });
});

describe("the beginning of a file", () => {
  it("shows the cells that were written, whatever the separator and the quotation marks", () => {
    const cell = fc.stringMatching(/^[a-z",;|\t\n]{0,8}$/).map((text) => text.trim());
    const separators = fc.constantFrom(...SEPARATORS);
    fc.assert(
      fc.property(
        separators,
        fc.array(fc.tuple(cell, cell), { maxLength: 4 }),
        (separator, rows) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const line = (cells: readonly string[]) => cells.map(quoted).join(separator);
          const text = [["first", "second"], ...rows].map(line).join("\r\n");
          const format = { separator: undefined, quotes: "double", headerLine: 1 } as const;
          const beginning = readBeginning(text, format, { rows: 10, cut: false });
          expect(beginning).toEqual({
            separator,
            header: ["first", "second"],
            rows,
          });
        },
      ),
    );
  });
});
