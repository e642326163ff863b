import type { z } from "@hono/zod-openapi";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { pricesSeen } from "../../db/postgres/management/prices.ts";
import type { KeptBillLine } from "../../db/postgres/schema/provider-invoices.ts";
import { priceVersion } from "../../db/postgres/price-version.ts";
import { openCalendar } from "../../domain/finance/calendar-day.ts";
import { PRICE_UNITS } from "../../domain/generation.ts";
import { parseNano } from "../../domain/money.ts";
import type { BilledLine } from "../../domain/reconcile/bill.ts";
import { compareBill } from "../../domain/reconcile/compare-bill.ts";
import { explainBill } from "../../domain/reconcile/explain-bill.ts";
import { priceBook } from "../../domain/rerate/choose-rate.ts";
import type { ReconciliationReport, reportQuery } from "../contract/reconciliation-report.ts";
import type { CallContext } from "../http/call-context.ts";
import { needInvoice } from "./get-invoice.ts";
import { invoiceRange, storedDay } from "./invoice-range.ts";
import { meteredParts } from "./metered-parts.ts";
import { ourModel } from "./our-model.ts";
import { showReport } from "./show-report.ts";

/**
 * An invoice beside what was metered of its provider on its days, in its zone and currency: what matches, what does not,
 * and the prices that would explain it.
 */
export async function reportInvoice(
  ctx: CallContext,
  input: { id: string } & z.output<typeof reportQuery>,
): Promise<ReconciliationReport> {
  const { invoice, current } = await needInvoice(ctx, input.id);
  const { provider } = invoice;
  const { currency, timeZone } = current;
  const tolerance = parseNano(input.tolerance);
  const records = await pricesSeen(ctx.deps.pg.drizzle, ctx.workspaceId, provider, null);
  const versions = records.flatMap((record) => priceVersion(record) ?? []);
  const range = invoiceRange(current);
  const { oldestWaitingMs } = await freshnessOf(ctx.deps.pg.drizzle, ctx.workspaceId);
  const metered = await meteredParts(ctx, provider, range, { timeZone, versions });
  const calendar = openCalendar(timeZone);
  const inCurrency = metered.filter((part) => (part.currency ?? currency) === currency);
  const lines = current.lines.map((line) => toLine(line, current.models));
  const cells = compareBill(lines, inCurrency, { currency, tolerance, calendar });
  const question = { provider, currency, tolerance, calendar };
  return showReport(cells, explainBill(cells, priceBook(versions, null), question), {
    invoice,
    current,
    range,
    tolerance,
    asOfMs: Math.min(ctx.nowMs, oldestWaitingMs ?? ctx.nowMs),
    versions,
    foreign: metered.filter((part) => (part.currency ?? currency) !== currency),
  });
}

function toLine(line: KeptBillLine, models: Readonly<Record<string, string>>): BilledLine {
  const unit = PRICE_UNITS.find((known) => known === line.unit);
  return {
    model: ourModel(models, line.model),
    days: { first: storedDay(line.from), end: storedDay(line.to) },
    amount: parseNano(line.amount),
    units:
      unit === undefined || line.units === null ? null : { unit, amount: parseNano(line.units) },
  };
}
