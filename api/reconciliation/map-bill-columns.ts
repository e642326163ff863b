import type { CsvRecord } from "../../domain/csv/read-csv.ts";
import type { PriceUnit } from "../../domain/generation.ts";
import {
  BILL_COLUMNS,
  guessColumns,
  type BillColumn,
  type BillMapping,
} from "../../domain/reconcile/bill-columns.ts";
import type { FieldError } from "../http/api-error.ts";

/** What the caller says about a file's columns. */
export interface MappingOptions {
  /** Null for a column that is to be left alone. */
  readonly mapping: Readonly<Partial<Record<BillColumn, string | null>>>;
  /** What units are, where no column says so. */
  readonly unit: PriceUnit | null;
}

/** What the caller says goes before the guess; a period that is said takes the place of a date that was guessed. */
export function mapColumns({ cells }: CsvRecord, { mapping, unit }: MappingOptions): BillMapping {
  const guess = guessColumns(cells);
  const said = { ...guess, ...mapping };
  const isPeriod = mapping.date === undefined && said.from !== null && said.to !== null;
  const units =
    said.unit === null && unit === null && mapping.units === undefined ? null : said.units;
  return {
    ...said,
    units,
    unit: units === null ? null : said.unit,
    date: isPeriod ? null : said.date,
    from: isPeriod || mapping.from !== undefined ? said.from : null,
    to: isPeriod || mapping.to !== undefined ? said.to : null,
  };
}

/** What a mapping lacks, and what it names that the file does not have. */
export function mappingFaults(
  header: CsvRecord,
  mapping: BillMapping,
  unit: PriceUnit | null,
): FieldError[] {
  const there = header.cells.filter((cell) => cell !== "").join(", ");
  const missing = (column: BillColumn): FieldError => ({
    field: `mapping.${column}`,
    message: `must name the column of the ${column}, one of: ${there.slice(0, 400)}`,
  });
  const unknown = BILL_COLUMNS.flatMap((column): FieldError[] => {
    const name = mapping[column];
    if (name === null || header.cells.includes(name)) return [];
    return [
      {
        field: `mapping.${column}`,
        message: `names "${name}", which is no column; there are: ${there.slice(0, 400)}`,
      },
    ];
  });
  const needed = [
    ...(mapping.date === null && mapping.from === null ? [missing("date")] : []),
    ...((mapping.from === null) === (mapping.to === null)
      ? []
      : [missing(mapping.to === null ? "to" : "from")]),
    ...(mapping.model === null ? [missing("model")] : []),
    ...(mapping.amount === null ? [missing("amount")] : []),
    ...(mapping.units !== null && mapping.unit === null && unit === null ? [missing("unit")] : []),
  ];
  return [...unknown, ...needed];
}
