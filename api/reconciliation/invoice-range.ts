import type { InvoiceVersionRecord } from "../../db/postgres/management/provider-invoices.ts";
import { parseDay, startOfDay, type Day } from "../../domain/finance/calendar-day.ts";
import type { TimeRange } from "../../domain/time-buckets.ts";
import { openZone } from "../../domain/time-zone.ts";

/** The time that an invoice covers, in its own zone. */
export function invoiceRange({
  firstDay,
  endDay,
  timeZone,
}: Pick<InvoiceVersionRecord, "firstDay" | "endDay" | "timeZone">): TimeRange {
  const zone = openZone(timeZone);
  return {
    fromMs: startOfDay(storedDay(firstDay), zone),
    toMs: startOfDay(storedDay(endDay), zone),
  };
}

/** A stored date as a day. @throws Error for no date. */
export function storedDay(date: string): Day {
  const day = parseDay(date);
  if (day === null) throw new Error("a stored date is none");
  return day;
}
