import type { CsvRecord } from "../../domain/csv/read-csv.ts";
import type { FieldError } from "../http/api-error.ts";

/** A fault of a file by its line and the file's own name of the column; null for the line as a whole. */
export function csvFault({ line }: CsvRecord, column: string | null, message: string): FieldError {
  if (column === null) return { field: `csv[${line}]`, message: `${message} (line ${line})` };
  return {
    field: `csv[${line}].${column}`,
    message: `${message} (line ${line}, column ${column})`,
  };
}
