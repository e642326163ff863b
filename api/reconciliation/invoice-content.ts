import { createHash } from "node:crypto";
import type { KeptBillLine } from "../../db/postgres/schema/provider-invoices.ts";
import { formatDay, parseDay } from "../../domain/finance/calendar-day.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { BillMapping } from "../../domain/reconcile/bill-columns.ts";
import { MAX_BILL_DAYS, type InvoiceInput } from "../contract/reconciliation.ts";
import { invalidField } from "../http/api-error.ts";

/** What an invoice says, read and checked. */
export interface InvoiceContent {
  readonly provider: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** Half open, "2026-03-01". */
  readonly firstDay: string;
  readonly endDay: string;
  readonly lines: readonly KeptBillLine[];
  readonly models: Readonly<Record<string, string>>;
  readonly source: "lines" | "csv" | "runway_usage";
  /** Of a CSV. */
  readonly mapping: BillMapping | null;
}

/**
 * The days that an invoice covers: those that it says, else those of its lines.
 * @throws ApiError when a line lies outside, or there are too many days.
 */
export function coveredDays(
  lines: readonly KeptBillLine[],
  said: Pick<InvoiceInput, "from" | "to">,
): { firstDay: string; endDay: string } {
  const firstLine = lines.reduce((first, { from }) => (from < first ? from : first), "9999");
  const lastLine = lines.reduce((last, { to }) => (to > last ? to : last), "");
  const [firstDay, endDay] = [said.from ?? firstLine, said.to ?? lastLine];
  if (firstLine < firstDay) {
    throw invalidField("from", `must not lie after the first day of its lines, ${firstLine}`);
  }
  if (lastLine > endDay) {
    throw invalidField("to", `must be the first day outside, ${lastLine} or later`);
  }
  const [first, end] = [parseDay(firstDay) ?? 0, parseDay(endDay) ?? 0];
  if (end <= first) throw invalidField("to", "must lie after from");
  if (end - first > MAX_BILL_DAYS) {
    const earliest = formatDay(end - MAX_BILL_DAYS);
    throw invalidField(
      "from",
      `must lie at most ${MAX_BILL_DAYS} days before the end: ${earliest}`,
    );
  }
  return { firstDay, endDay };
}

/** The same for contents that say the same, whatever the order of their lines. */
export function contentSha256(content: InvoiceContent): string {
  const lines = content.lines.map((line) =>
    JSON.stringify([
      line.from,
      line.to,
      line.model,
      line.amount,
      line.units,
      line.unit,
      line.description,
    ]),
  );
  const text = JSON.stringify([
    content.currency,
    content.timeZone,
    content.firstDay,
    content.endDay,
    Object.entries(content.models).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    lines.toSorted(),
  ]);
  return createHash("sha256").update(text).digest("hex");
}

/** The sum of the lines. */
export function sumLines(lines: readonly KeptBillLine[]): string {
  return formatNano(lines.reduce((sum, { amount }) => sum + parseNano(amount), 0n));
}
