import { formatNano, parseNano, type Nano } from "../money.ts";
import { attribute } from "./attribute.ts";
import { feesOfCharge } from "./fees-of-charge.ts";
import { invoiceEntries, restOfInvoice } from "./invoice-entries.ts";
import { openPaymentBook, type PaymentBook } from "./payment-book.ts";
import { returnedOfCharge } from "./returned-of-charge.ts";
import type { StripeEntry, WaitsFor } from "./stripe-entry.ts";
import type { StripeCharge, StripeFacts, StripeInvoice } from "./stripe-facts.ts";
import type { StripeSettings } from "./stripe-settings.ts";

export interface ProjectedPayments {
  readonly entries: readonly StripeEntry[];
  /** External ids that an earlier, smaller knowledge may have booked and that are no entries (any more). */
  readonly withdrawn: readonly string[];
  /** By id of the object. */
  readonly waiting: ReadonlyMap<string, WaitsFor>;
}

/**
 * The revenue entries of objects that belong together (`linksOf`), each of which is there once: a function of what is known
 * and of nothing else, so that it does not matter how it came to be known.
 */
export function projectPayments(
  all: readonly StripeFacts[],
  settings: StripeSettings,
): ProjectedPayments {
  const book = openPaymentBook(all);
  const entries = [
    ...book.invoices
      .filter(({ paid }) => paid)
      .flatMap((invoice) => invoiceEntries(invoice, moneyOf(invoice, book), settings)),
    ...book.charges
      .filter((charge) => charge.succeeded && book.roleOf(charge).kind === "sale")
      .map((charge) => saleEntry(charge, book, settings)),
  ];
  const booked = new Set(entries.map(({ externalId }) => externalId));
  const possible = [
    ...book.charges.map(({ id }) => saleId(id)),
    ...book.invoices.map(({ id }) => restOfInvoice(id)),
  ];
  return {
    entries,
    withdrawn: possible.filter((id) => !booked.has(id)),
    waiting: waitingOf(book),
  };
}

function saleId(charge: string): string {
  return `stripe:${charge}`;
}

/** A payment without an invoice: all of it is revenue, for it names no tax. */
function saleEntry(charge: StripeCharge, book: PaymentBook, settings: StripeSettings): StripeEntry {
  const [gross, back, fees] = [
    parseNano(charge.amount),
    returned(charge, book),
    kept(charge, book),
  ];
  const { customer, metadata } = charge;
  return {
    externalId: saleId(charge.id),
    occurredAt: charge.createdAt,
    gross: charge.amount,
    fees: fees === null ? null : formatNano(fees),
    refunded: back === 0n ? null : formatNano(back),
    net: formatNano(gross - (fees ?? 0n) - back),
    currency: charge.currency,
    period: null,
    attribution: attribute(
      { price: null, product: null, customer, metadata: [metadata] },
      settings,
    ),
  };
}

function moneyOf(invoice: StripeInvoice, book: PaymentBook): { returned: Nano; fees: Nano | null } {
  const charges = book.chargesOf(invoice);
  const paid = sum(charges.map(({ amount }) => parseNano(amount)));
  const fees = charges.map((charge) => kept(charge, book));
  const complete = charges.length > 0 && paid >= parseNano(invoice.amountPaid);
  return {
    returned: sum(charges.map((charge) => returned(charge, book))) + credited(invoice, book),
    fees: complete && fees.every((fee) => fee !== null) ? sum(fees.map((fee) => fee ?? 0n)) : null,
  };
}

/** What credit notes take off beyond the refunds that they caused, which count by their charge. */
function credited(invoice: StripeInvoice, book: PaymentBook): Nano {
  const notes = book.creditNotesOf(invoice).filter(({ currency }) => currency === invoice.currency);
  return sum(
    notes.map((note) => {
      const refunded = sum(
        note.refunds.map(({ id, amount }) =>
          parseNano(amount ?? book.refunds.get(id)?.amount ?? note.mostRefunded),
        ),
      );
      const rest = parseNano(note.amount) - refunded;
      return rest > 0n ? rest : 0n;
    }),
  );
}

function returned(charge: StripeCharge, book: PaymentBook): Nano {
  return returnedOfCharge(charge, book.refundsOf(charge), book.disputesOf(charge));
}

function kept(charge: StripeCharge, book: PaymentBook): Nano | null {
  return feesOfCharge(charge, book.refundsOf(charge), book.disputesOf(charge), book.fees);
}

function waitingOf(book: PaymentBook): ReadonlyMap<string, WaitsFor> {
  const paidInvoices = new Set(book.invoices.filter(({ paid }) => paid).map(({ id }) => id));
  const waits = (charge: StripeCharge | null): WaitsFor | null => {
    if (charge === null || !charge.succeeded) return "payment";
    const role = book.roleOf(charge);
    return role.kind === "waits" ? role.for : null;
  };
  const known = new Set([...book.charges.map(({ id }) => id), ...book.refunds.keys()]);
  const unpaid = (invoice: string): WaitsFor | null =>
    paidInvoices.has(invoice) ? null : "payment";
  const found: [string, WaitsFor | null][] = [
    ...book.charges
      .filter(({ succeeded }) => succeeded)
      .map((charge): [string, WaitsFor | null] => [charge.id, waits(charge)]),
    ...[...book.refunds.values(), ...book.disputes].map((each): [string, WaitsFor | null] => [
      each.id,
      waits(book.chargeOf(each)),
    ]),
    ...[...book.creditNotes, ...book.invoicePayments].map((each): [string, WaitsFor | null] => [
      each.id,
      unpaid(each.invoice),
    ]),
    ...[...book.fees.keys()]
      .filter((id) => !known.has(id))
      .map((id): [string, WaitsFor | null] => [id, "payment"]),
  ];
  return new Map(found.flatMap(([id, reason]) => (reason === null ? [] : [[id, reason] as const])));
}

function sum(amounts: readonly Nano[]): Nano {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
