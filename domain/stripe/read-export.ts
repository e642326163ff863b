import { readCsv } from "../csv/read-csv.ts";
import { readExportCsv } from "./read-export-csv.ts";
import { readExportJson } from "./read-export-json.ts";
import type { StripeFacts } from "./stripe-facts.ts";

/** A fault of a file. `at` is the line (from 1) of a file of lines, else the object (from 0). */
export interface ExportFault {
  readonly at: number;
  readonly path: string;
  readonly message: string;
}

/** The mode (live or test) and the connected account that an object of a file names; null for what it does not. */
export interface ExportOrigin {
  readonly at: number;
  readonly livemode: boolean | null;
  readonly account: string | null;
}

export type ExportRead =
  | {
      readonly kind: "facts";
      readonly facts: readonly StripeFacts[];
      /** How many objects say nothing about revenue. */
      readonly others: number;
      readonly origins: readonly ExportOrigin[];
    }
  | { readonly kind: "faulty"; readonly faults: readonly ExportFault[] };

/**
 * Reads a file of Stripe's: JSON or a JSON text a line, of events, of objects or of the API's lists of them; or CSV of
 * balance transactions or payments, of which the fees are read.
 */
export function readExport(text: string): ExportRead {
  const first = text.replace(/^\uFEFF/, "").trimStart()[0];
  if (first === "{" || first === "[") return readExportJson(text.replace(/^\uFEFF/, ""));
  const csv = readCsv(text);
  if (csv.kind === "bad_quote") {
    const message = "has a quotation mark out of place";
    return { kind: "faulty", faults: [{ at: csv.line, path: "line", message }] };
  }
  return readExportCsv(csv.records);
}
