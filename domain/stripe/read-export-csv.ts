import type { CsvRecord } from "../csv/read-csv.ts";
import { FEE_TYPES } from "./fee-shape.ts";
import { fromCsvAmount } from "./minor-units.ts";
import type { ExportFault, ExportRead } from "./read-export.ts";
import { stripeCurrency, stripeId } from "./shape-parts.ts";
import type { StripeFacts } from "./stripe-facts.ts";

/** Where a file of one of the two kinds has what is read of it. */
interface Layout {
  readonly source: string;
  readonly currency: string;
  /** Rows of other types are about no payment; null when every row is one. */
  readonly type: string | null;
}

const BALANCE: Layout = { source: "source", currency: "currency", type: "type" };
/** What was paid in another currency is kept in the converted one. */
const PAYMENTS: Layout = { source: "id", currency: "converted currency", type: null };

/** Reads the fees of an export of balance transactions or payments; its amounts are written in whole units. */
export function readExportCsv(records: readonly CsvRecord[]): ExportRead {
  const [header, ...rows] = records;
  const names = header?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const layout = [BALANCE, PAYMENTS].find((each) =>
    [each.source, each.currency, "fee", ...(each.type === null ? [] : [each.type])].every((name) =>
      names.includes(name),
    ),
  );
  if (layout === undefined) {
    const message =
      "must be the header of Stripe's balance transactions (Type, Source, Fee, Currency) or payments (id, Fee, Converted Currency)";
    return { kind: "faulty", faults: [{ at: header?.line ?? 1, path: "line", message }] };
  }
  const facts: StripeFacts[] = [];
  const faults: ExportFault[] = [];
  let others = 0;
  for (const { line, cells } of rows) {
    const cell = (name: string) => cells[names.indexOf(name)]?.trim() ?? "";
    const isPayment = layout.type === null || FEE_TYPES.has(cell(layout.type));
    // A payment that failed has no fee and no currency that it was kept in.
    if (!isPayment || cell("fee") === "" || (layout === PAYMENTS && cell(layout.currency) === "")) {
      others += 1;
      continue;
    }
    const [id, amount] = [stripeId.safeParse(cell(layout.source)), fromCsvAmount(cell("fee"))];
    const currency = stripeCurrency.safeParse(cell(layout.currency));
    const fault = (path: string, message: string) => faults.push({ at: line, path, message });
    if (!id.success) fault(layout.source, "must be an id of Stripe's");
    if (amount === null) fault("fee", "must be an amount such as 0.88");
    if (!currency.success) fault(layout.currency, "must be a currency's three letters");
    if (id.success && amount !== null && currency.success) {
      facts.push({ kind: "fee", id: id.data, stamp: 0, rank: 0, amount, currency: currency.data });
    }
  }
  if (faults.length > 0) return { kind: "faulty", faults };
  return { kind: "facts", facts, others, origins: [] };
}
