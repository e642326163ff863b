import type { QuotaInput, QuotaRow, QuotasBulkInput } from "../../api/contract/quotas.ts";
import { isDecimal } from "../../domain/money.ts";
import { QUOTA_METRICS, QUOTA_MODES } from "../../domain/quota/rule.ts";
import { parseSubject } from "../../domain/quota/subject.ts";
import { readCsv, type CsvRecord } from "../../domain/csv/read-csv.ts";
import { unescapeCell, writeCsv } from "../../domain/csv/write-csv.ts";
import type { Messages } from "../i18n/en.ts";
import { oneOf } from "../view/view-search.ts";
import { trimDecimal } from "./quota-draft.ts";

export const QUOTA_COLUMNS = [
  "id",
  "name",
  "subject",
  "metric",
  "window",
  "limit",
  "mode",
  "delete",
] as const;
type Column = (typeof QUOTA_COLUMNS)[number];
/** What a file must name; the others may be left out. */
const REQUIRED: readonly Column[] = ["name", "subject", "metric", "limit", "mode"];
export const MAX_CSV_ROWS = 1_000;

export type BulkRule = QuotasBulkInput["rules"][number];

/** What is wrong with one row; `column` is empty for the whole row. */
export interface CsvFault {
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

export interface QuotaCsv {
  /** Each with the line it stands on, for faults that only the server sees. */
  readonly rows: readonly { readonly line: number; readonly rule: BulkRule }[];
  readonly faults: readonly CsvFault[];
}

/** The rules as a file that `readQuotaCsv` reads back unchanged. */
export function writeQuotaCsv(rows: readonly QuotaRow[]): string {
  return writeCsv([
    QUOTA_COLUMNS,
    ...rows.map((row) => [
      row.id,
      row.name,
      JSON.stringify(row.subject),
      row.metric,
      row.metric === "in_flight" ? "" : JSON.stringify(row.window),
      trimDecimal(row.limit),
      row.mode,
      "",
    ]),
  ]);
}

/** Reads a file of rules; every faulty cell is named with its line. */
export function readQuotaCsv(text: string, t: Messages): QuotaCsv {
  const words = t.quotas.bulk.bad;
  const none = (line: number, message: string): QuotaCsv => ({
    rows: [],
    faults: [{ line, column: "", message }],
  });
  const read = readCsv(text);
  if (read.kind === "bad_quote") return none(read.line, words.quote);
  const [header, ...records] = read.records;
  if (header === undefined) return none(1, words.empty);
  const names = header.cells.map((cell) => cell.trim().toLowerCase());
  const unknown = names.find((name) => oneOf(QUOTA_COLUMNS, name) === null);
  if (REQUIRED.some((column) => !names.includes(column))) {
    return none(header.line, words.header(REQUIRED.join(", ")));
  }
  if (unknown !== undefined) return none(header.line, words.unknownColumn(unknown));
  if (records.length === 0) return none(header.line, words.empty);
  if (records.length > MAX_CSV_ROWS) return none(header.line, words.many(String(MAX_CSV_ROWS)));
  const results = records.map((record) => readRow(record, names, t));
  return {
    rows: results.flatMap(({ line, rule }) => (rule === null ? [] : [{ line, rule }])),
    faults: results.flatMap(({ faults }) => faults),
  };
}

/**
 * Faults that the server found, named by their line: `rules[3].subject.plan` is the fourth rule's subject. What names
 * no row stays out: it is said as a whole.
 */
export function serverFaults(
  fields: readonly { readonly field: string; readonly message: string }[],
  rows: QuotaCsv["rows"],
): readonly CsvFault[] {
  return fields.flatMap(({ field, message }) => {
    const match = /^rules(?:\.|\[)(\d+)\]?\.?(.*)$/.exec(field);
    const row = rows[Number(match?.[1])];
    if (match === null || row === undefined) return [];
    return [{ line: row.line, column: match[2] ?? "", message }];
  });
}

interface RowResult {
  readonly line: number;
  readonly rule: BulkRule | null;
  readonly faults: readonly CsvFault[];
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const MAX_NAME = 100;

function readRow(record: CsvRecord, names: readonly string[], t: Messages): RowResult {
  const { line, cells } = record;
  const words = t.quotas.bulk.bad;
  if (cells.length !== names.length) {
    const message = words.cells(String(cells.length), String(names.length));
    return { line, rule: null, faults: [{ line, column: "", message }] };
  }
  const faults: CsvFault[] = [];
  const fault = (column: Column, message: string): void => {
    faults.push({ line, column, message });
  };
  const cell = (column: Column): string =>
    unescapeCell((cells[names.indexOf(column)] ?? "").trim()).trim();
  const id = cell("id");
  if (id !== "" && !UUID.test(id)) fault("id", words.id);
  const isDelete = readYes(cell("delete"));
  if (isDelete === null) fault("delete", words.delete);
  if (isDelete === true && id === "") fault("delete", words.deleteId);
  const name = cell("name");
  if (name === "" || name.length > MAX_NAME) fault("name", words.name);
  const subject = readSubject(cell("subject"));
  if (subject === null) fault("subject", words.json);
  const checked = subject === null ? null : parseSubject(subject);
  if (checked?.kind === "invalid") fault("subject", words.subject(checked.field, checked.reason));
  const metric = oneOf(QUOTA_METRICS, cell("metric"));
  if (metric === null) fault("metric", words.metric(QUOTA_METRICS.join(", ")));
  const window = readObject(cell("window"));
  const needsNone = cell("window") === "" && metric === "in_flight";
  if (!needsNone && (window === null || typeof window["kind"] !== "string")) {
    fault("window", words.window);
  }
  // A spreadsheet in French writes 2,50.
  const limit = cell("limit").replace(",", ".");
  if (!isDecimal(limit) || limit.startsWith("-")) fault("limit", words.limit);
  const mode = oneOf(QUOTA_MODES, cell("mode").toLowerCase());
  if (mode === null) fault("mode", words.mode(QUOTA_MODES.join(", ")));
  if (faults.length > 0 || subject === null || metric === null || mode === null) {
    return { line, rule: null, faults };
  }
  const rule: BulkRule = {
    name,
    subject,
    metric,
    limit,
    mode,
    // Checked as far as its kind; the server checks the rest and names the field.
    ...(needsNone ? {} : { window: window as QuotaInput["window"] }),
    ...(id === "" ? {} : { id }),
    ...(isDelete === true ? { delete: true } : {}),
  };
  return { line, rule, faults };
}

function readYes(text: string): boolean | null {
  if (["", "no", "non", "false", "0"].includes(text.toLowerCase())) return false;
  return ["yes", "oui", "true", "1"].includes(text.toLowerCase()) ? true : null;
}

function readSubject(text: string): QuotaInput["subject"] | null {
  const object = readObject(text === "" ? "{}" : text);
  const isText = (value: unknown): boolean =>
    typeof value === "string" ||
    (Array.isArray(value) && value.every((item) => typeof item === "string"));
  if (object === null || !Object.values(object).every(isText)) return null;
  return object as QuotaInput["subject"];
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return value as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
