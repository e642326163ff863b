import type { KeptBillLine } from "../../db/postgres/schema/provider-invoices.ts";
import { formatDay } from "../../domain/finance/calendar-day.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import { readBillDays } from "../../domain/reconcile/read-bill-days.ts";
import type { BillLineInput, InvoiceInput } from "../contract/reconciliation.ts";
import type { CallContext } from "../http/call-context.ts";
import { readTimeZone } from "../http/date-or-instant.ts";
import { invalidFields } from "../http/invalid-fields.ts";
import { coveredDays, type InvoiceContent } from "./invoice-content.ts";
import { readBillCsv } from "./read-bill-csv.ts";
import { readRunwayUsage } from "./read-runway-usage.ts";

type Body = Pick<InvoiceContent, "currency" | "lines" | "source" | "mapping">;

/** Reads an invoice in any of its forms. @throws ApiError naming each fault, of a file by line and column. */
export async function readInvoice(ctx: CallContext, input: InvoiceInput): Promise<InvoiceContent> {
  const timeZone = readTimeZone(input.tz, "tz");
  const body = await readBody(ctx, input, timeZone);
  return {
    provider: input.provider,
    name: input.name,
    timeZone,
    models: input.models,
    ...coveredDays(body.lines, input),
    ...body,
  };
}

async function readBody(ctx: CallContext, input: InvoiceInput, timeZone: string): Promise<Body> {
  if ("lines" in input) {
    const { currency, lines } = input;
    return { currency, lines: lines.map(readLine), source: "lines", mapping: null };
  }
  if ("runway_usage" in input) {
    const read = await readRunwayUsage(ctx, {
      provider: input.provider,
      currency: input.currency ?? null,
      timeZone,
      models: input.models,
      usage: input.runway_usage,
    });
    return { ...read, source: "runway_usage", mapping: null };
  }
  const read = readBillCsv(input.csv, {
    currency: input.currency,
    mapping: input.mapping,
    unit: input.unit ?? null,
    dateOrder: input.date_order ?? null,
    decimalMark: input.decimal_mark ?? null,
  });
  if (read.kind === "invalid") throw invalidFields(read.errors);
  return { currency: input.currency, lines: read.lines, source: "csv", mapping: read.mapping };
}

function readLine(line: BillLineInput): KeptBillLine {
  const days = readBillDays(line.date ?? "", "ymd");
  return {
    from: days === null ? (line.from ?? "") : formatDay(days.first),
    to: days === null ? (line.to ?? "") : formatDay(days.end),
    model: line.model,
    amount: formatNano(parseNano(line.amount)),
    units: line.units == null ? null : formatNano(parseNano(line.units)),
    unit: line.unit ?? null,
    description: line.description ?? null,
  };
}
