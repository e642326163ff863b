import type { KeptBillLine } from "../../db/postgres/schema/provider-invoices.ts";
import { readCsv, type CsvRecord } from "../../domain/csv/read-csv.ts";
import { unescapeCell } from "../../domain/csv/write-csv.ts";
import { formatDay, type DaySpan } from "../../domain/finance/calendar-day.ts";
import { formatNano } from "../../domain/money.ts";
import type { BillColumn, BillMapping } from "../../domain/reconcile/bill-columns.ts";
import { foreignSign } from "../../domain/reconcile/read-bill-amount.ts";
import { readBillDays, type DateOrder } from "../../domain/reconcile/read-bill-days.ts";
import { readBillUnit } from "../../domain/reconcile/read-bill-unit.ts";
import { MAX_BILL_LINES } from "../contract/reconciliation.ts";
import type { FieldError } from "../http/api-error.ts";
import { csvFault } from "./csv-fault.ts";
import { mapColumns, mappingFaults, type MappingOptions } from "./map-bill-columns.ts";
import { findMark, readStorable, type MarkFound } from "./read-csv-amounts.ts";

/** How a file is to be read. */
export interface BillCsvOptions extends MappingOptions {
  readonly currency: string;
  readonly dateOrder: DateOrder | null;
  readonly decimalMark: "." | "," | null;
}

export type BillCsv =
  | { readonly kind: "ok"; readonly lines: readonly KeptBillLine[]; readonly mapping: BillMapping }
  /** Every fault of every line: `csv[3].Cost` is the cost on line 3. */
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

/** Reads a provider's export, all of it or none. Columns that are not mapped are left alone. */
export function readBillCsv(csv: string, options: BillCsvOptions): BillCsv {
  const read = readCsv(csv);
  if (read.kind === "bad_quote") {
    return invalid([{ field: `csv[${read.line}]`, message: "has a quotation mark out of place" }]);
  }
  const [header, ...records] = read.records.map(unescaped);
  if (header === undefined || records.length === 0) {
    return invalid([{ field: "csv", message: "must hold a line of column names and one more" }]);
  }
  if (records.length > MAX_BILL_LINES) {
    return invalid([{ field: "csv", message: `must hold at most ${MAX_BILL_LINES} lines` }]);
  }
  const mapping = mapColumns(header, options);
  const faults = mappingFaults(header, mapping, options.unit);
  if (faults.length > 0) return invalid(faults);

  const file: File = {
    header,
    mapping,
    options,
    mark: findMark(cellsOf(records, header, mapping), options.decimalMark),
  };
  const lines = records.map((record) => readLine(record, file));
  const errors = lines.flatMap((line) => (line.kind === "invalid" ? line.errors : []));
  if (errors.length > 0) return invalid(errors);
  return {
    kind: "ok",
    mapping,
    lines: lines.flatMap((line) => (line.kind === "ok" ? line.line : [])),
  };
}

interface File {
  readonly header: CsvRecord;
  readonly mapping: BillMapping;
  readonly options: BillCsvOptions;
  readonly mark: MarkFound;
}

function unescaped({ line, cells }: CsvRecord): CsvRecord {
  return { line, cells: cells.map((cell) => unescapeCell(cell.trim())) };
}

function cellsOf(records: readonly CsvRecord[], header: CsvRecord, mapping: BillMapping): string[] {
  return (["amount", "units"] as const).flatMap((column) => {
    const at = mapping[column] === null ? -1 : header.cells.indexOf(mapping[column] ?? "");
    return at < 0 ? [] : records.map(({ cells }) => cells[at] ?? "");
  });
}

type LineRead =
  | { readonly kind: "ok"; readonly line: KeptBillLine }
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] };

function readLine(record: CsvRecord, { header, mapping, options, mark }: File): LineRead {
  const errors: FieldError[] = [];
  const fault = (column: BillColumn, message: string): null => {
    errors.push(csvFault(record, mapping[column] ?? column, message));
    return null;
  };
  const cell = (column: BillColumn): string => {
    const name = mapping[column];
    return name === null ? "" : (record.cells[header.cells.indexOf(name)] ?? "");
  };
  if (record.cells.length > header.cells.length) {
    errors.push(csvFault(record, null, `has more cells than the ${header.cells.length} columns`));
  }
  const days = (column: "date" | "from" | "to"): DaySpan | null =>
    readBillDays(cell(column), options.dateOrder ?? "ymd") ??
    fault(
      column,
      options.dateOrder === null
        ? "must be a date such as 2026-03-05, or say date_order"
        : `must be a date (${options.dateOrder})`,
    );
  const first = days(mapping.date === null ? "from" : "date");
  const to = mapping.date === null ? days("to") : null;
  const end = mapping.date === null ? (to?.first ?? null) : (first?.end ?? null);
  if (first !== null && end !== null && end <= first.first)
    fault("to", "must lie after the first day");

  const model = cell("model");
  if (model === "" || model.length > 200) fault("model", "must be 1 to 200 characters");
  const amount = readStorable(cell("amount"), mark);
  if (amount.kind === "fault") fault("amount", amount.message);
  const sign = foreignSign(cell("amount"), options.currency);
  if (sign !== null) fault("amount", `is in ${sign}, the invoice is in ${options.currency}`);
  const currency = cell("currency").toUpperCase();
  if (mapping.currency !== null && currency !== options.currency) {
    fault("currency", `is "${currency}", the invoice is in ${options.currency}`);
  }
  const unit = cell("units") === "" ? null : readUnit(cell("unit"), mapping, options);
  if (unit === "unknown")
    fault("unit", `is no unit that is known here; map units to null to leave them out`);
  const units =
    unit === null || unit === "unknown" ? null : readStorable(cell("units"), mark, unit.times);
  if (units?.kind === "fault") fault("units", units.message);
  if (units?.kind === "ok" && units.nano < 0n) fault("units", "must be zero or more");
  if (errors.length > 0 || first === null || end === null || amount.kind === "fault") {
    return { kind: "invalid", errors };
  }
  const counted = units?.kind === "ok" && unit !== null && unit !== "unknown";
  return {
    kind: "ok",
    line: {
      from: formatDay(first.first),
      to: formatDay(end),
      model,
      amount: formatNano(amount.nano),
      units: counted ? formatNano(units.nano) : null,
      unit: counted ? unit.unit : null,
      description: cell("description").slice(0, 500) || null,
    },
  };
}

function readUnit(text: string, mapping: BillMapping, { unit }: BillCsvOptions) {
  if (mapping.unit === null) return unit === null ? null : { unit, times: 1n };
  return readBillUnit(text) ?? "unknown";
}

function invalid(errors: readonly FieldError[]): BillCsv {
  return { kind: "invalid", errors };
}
