import type { DatedRate } from "../../db/postgres/management/fx-rates.ts";
import { currency } from "../contract/scalars.ts";
import { readCsv, type CsvRecord } from "../../domain/csv/read-csv.ts";
import { isRateDate } from "../contract/fx-rates.ts";
import { parseRate } from "../../domain/finance/fx-rate.ts";
import type { FieldError } from "../http/api-error.ts";
import { keyOf } from "./store-rates.ts";
import { shortRate } from "./show-rate.ts";

/** A file's rates, or every fault of it by line and column: `csv[3].rate` is the rate on line 3. */
export type RatesRead =
  | { readonly kind: "ok"; readonly rates: readonly DatedRate[] }
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

/** Reads a CSV of rates in one of the two layouts. */
export function readRates(csv: string, format: "plain" | "ecb"): RatesRead {
  const read = readCsv(csv);
  if (read.kind === "bad_quote") {
    return invalid([{ field: `csv[${read.line}]`, message: "has a quotation mark out of place" }]);
  }
  const [header, ...lines] = read.records.map(trimmed);
  if (header === undefined) return invalid([{ field: "csv", message: "is empty" }]);
  const layout = format === "plain" ? plainLayout(header) : ecbLayout(header);
  if (layout.kind === "invalid") return layout;

  const rates = new Map<string, DatedRate>();
  const errors: FieldError[] = [];
  for (const line of lines) {
    if (line.cells.length > layout.columns) {
      errors.push(fault(line, "line", `has more than the header's ${layout.columns} columns`));
      continue;
    }
    for (const placed of layout.ratesOf(line)) {
      const found = faultsOf(placed, line);
      errors.push(...found);
      if (found.length > 0) continue;
      const earlier = rates.get(keyOf(placed));
      if (earlier !== undefined && shortRate(earlier.rate) !== shortRate(placed.rate)) {
        const message = "differs from an earlier rate of the same pair and day";
        errors.push(fault(line, placed.columns.rate, message));
      }
      const { columns: _columns, ...rate } = placed;
      rates.set(keyOf(rate), earlier ?? rate);
    }
  }
  if (errors.length > 0) return invalid(errors);
  if (rates.size === 0) return invalid([{ field: "csv", message: "holds no rate" }]);
  return { kind: "ok", rates: [...rates.values()] };
}

function trimmed({ line, cells }: CsvRecord): CsvRecord {
  return { line, cells: cells.map((cell) => cell.trim()) };
}

type Part = keyof DatedRate;

/** A rate, and the columns that its parts stand in. */
interface PlacedRate extends DatedRate {
  readonly columns: Readonly<Record<Part, string>>;
}

type Layout =
  | {
      readonly kind: "ok";
      readonly columns: number;
      readonly ratesOf: (line: CsvRecord) => PlacedRate[];
    }
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

const PLAIN_COLUMNS = ["date", "base", "quote", "rate"] as const satisfies readonly Part[];
const PLAIN = { date: "date", base: "base", quote: "quote", rate: "rate" } as const;

/** One rate for each line; the four columns in any order. */
function plainLayout(header: CsvRecord): Layout {
  const names = header.cells.map((name) => name.toLowerCase());
  const sorted = names.toSorted().join(",");
  if (sorted !== [...PLAIN_COLUMNS].toSorted().join(",")) {
    return invalid([fault(header, "line", `must be the header ${PLAIN_COLUMNS.join(",")}`)]);
  }
  const valueOf = (line: CsvRecord, part: Part) => line.cells[names.indexOf(part)] ?? "";
  return {
    kind: "ok",
    columns: names.length,
    ratesOf: (line) => [
      {
        date: valueOf(line, "date"),
        base: valueOf(line, "base"),
        quote: valueOf(line, "quote"),
        rate: valueOf(line, "rate"),
        columns: PLAIN,
      },
    ],
  };
}

/** What the European Central Bank writes where a currency has no rate. */
const ABSENT = new Set(["", "N/A"]);
const ECB_BASE = "EUR";

/**
 * eurofxref-hist.csv: `Date,USD,JPY,…`, each cell the units of its currency that one euro buys; its lines end with a comma.
 * Source: https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/
 */
function ecbLayout(header: CsvRecord): Layout {
  const [first = "", ...rest] = header.cells;
  const codes = rest.at(-1) === "" ? rest.slice(0, -1) : rest;
  const errors = codes.flatMap((code, index) => {
    if (!currency.safeParse(code).success || code === ECB_BASE) {
      return [fault(header, code, "is no column of a currency: three capital letters, not EUR")];
    }
    return codes.indexOf(code) < index ? [fault(header, code, "is there twice")] : [];
  });
  if (first.toLowerCase() !== "date" || codes.length === 0) {
    errors.unshift(fault(header, "line", "must be a header such as Date,USD,JPY"));
  }
  if (errors.length > 0) return invalid(errors);
  return {
    kind: "ok",
    columns: header.cells.length,
    ratesOf: ({ cells: [date = "", ...cells] }) =>
      codes.flatMap((quote, index) => {
        const rate = cells[index] ?? "";
        if (ABSENT.has(rate)) return [];
        const columns = { date: first, base: quote, quote, rate: quote };
        return [{ date, base: ECB_BASE, quote, rate, columns }];
      }),
  };
}

function faultsOf({ columns, ...rate }: PlacedRate, line: CsvRecord): FieldError[] {
  const code = "must be three capital letters (ISO 4217)";
  const checks: readonly [Part, boolean, string][] = [
    ["date", isRateDate(rate.date), 'must be a date, such as "2026-01-31"'],
    ["base", currency.safeParse(rate.base).success, code],
    ["quote", currency.safeParse(rate.quote).success, code],
    ["quote", rate.quote !== rate.base, "must be another currency than base"],
    [
      "rate",
      parseRate(rate.rate) !== null,
      "must be a decimal above zero, at most 12 digits either side",
    ],
  ];
  return checks.flatMap(([part, fine, message]) =>
    fine ? [] : [fault(line, columns[part], message)],
  );
}

function fault({ line }: CsvRecord, column: string, message: string): FieldError {
  const where = column === "line" ? `line ${line}` : `line ${line}, column ${column}`;
  return { field: `csv[${line}].${column}`, message: `${message} (${where})` };
}

function invalid(errors: readonly FieldError[]): {
  kind: "invalid";
  errors: readonly FieldError[];
} {
  return { kind: "invalid", errors };
}
