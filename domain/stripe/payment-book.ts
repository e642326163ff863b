import { likeness } from "./links-of.ts";
import type {
  StripeCharge,
  StripeCreditNote,
  StripeDispute,
  StripeFacts,
  StripeFee,
  StripeInvoice,
  StripeInvoicePayment,
  StripeKind,
  StripeRefund,
} from "./stripe-facts.ts";
import type { WaitsFor } from "./stripe-entry.ts";

/** What a charge is: an invoice's payment, a sale of its own, or not to be told yet. */
export type ChargeRole =
  | { readonly kind: "invoice"; readonly invoice: string }
  | { readonly kind: "sale" }
  | { readonly kind: "waits"; readonly for: WaitsFor };

/** Objects that belong together, by what they are. */
export interface PaymentBook {
  readonly invoices: readonly StripeInvoice[];
  readonly charges: readonly StripeCharge[];
  readonly invoicePayments: readonly StripeInvoicePayment[];
  readonly creditNotes: readonly StripeCreditNote[];
  readonly refunds: ReadonlyMap<string, StripeRefund>;
  readonly disputes: readonly StripeDispute[];
  readonly fees: ReadonlyMap<string, StripeFee>;
  roleOf(charge: StripeCharge): ChargeRole;
  /** The charge that a refund or a dispute is about, or null while it is unknown. */
  chargeOf(about: StripeRefund | StripeDispute): StripeCharge | null;
  refundsOf(charge: StripeCharge): readonly StripeRefund[];
  disputesOf(charge: StripeCharge): readonly StripeDispute[];
  /** Those that succeeded. */
  chargesOf(invoice: StripeInvoice): readonly StripeCharge[];
  creditNotesOf(invoice: StripeInvoice): readonly StripeCreditNote[];
}

/** Opens the book of objects, each of which is there once. */
export function openPaymentBook(all: readonly StripeFacts[]): PaymentBook {
  const of = <Kind extends StripeKind>(kind: Kind) =>
    all.filter((facts): facts is Extract<StripeFacts, { kind: Kind }> => facts.kind === kind);
  const invoices = of("invoice");
  const charges = of("charge").toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const invoicePayments = of("invoice_payment");
  const chargesById = new Map(charges.map((charge) => [charge.id, charge]));
  const invoicesById = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const invoiceOfPayment = new Map([
    ...invoices.flatMap(({ id, payments }) => payments.map((payment) => [payment, id] as const)),
    ...invoicePayments.flatMap(({ invoice, payment }) =>
      payment === null ? [] : [[payment, invoice] as const],
    ),
  ]);

  const claimedBy = (charge: StripeCharge): string | null => {
    if (charge.invoice.known === "yes") return charge.invoice.id;
    const byIntent =
      charge.paymentIntent === null ? null : invoiceOfPayment.get(charge.paymentIntent);
    return byIntent ?? invoiceOfPayment.get(charge.id) ?? null;
  };
  const paidFor = new Set([
    ...charges.map(claimedBy).filter((id) => id !== null),
    ...invoicePayments.filter(({ paid }) => paid).map(({ invoice }) => invoice),
  ]);
  /** Paid by a charge that nothing names yet. */
  const openLikenesses = new Set(
    invoices
      .filter(({ id, paid, payments }) => paid && payments.length === 0 && !paidFor.has(id))
      .map(({ customer, amountPaid, currency }) => likeness(customer, amountPaid, currency)),
  );

  const roleOf = (charge: StripeCharge): ChargeRole => {
    const invoice = claimedBy(charge);
    if (invoice !== null) {
      return invoicesById.get(invoice)?.paid === true
        ? { kind: "invoice", invoice }
        : { kind: "waits", for: "invoice" };
    }
    const own = likeness(charge.customer, charge.amount, charge.currency);
    return charge.invoice.known === "unsaid" && own !== null && openLikenesses.has(own)
      ? { kind: "waits", for: "invoice_payment" }
      : { kind: "sale" };
  };

  const chargesByIntent = new Map(
    charges.filter(({ succeeded }) => succeeded).map((each) => [each.paymentIntent, each]),
  );
  const chargeOf = (about: StripeRefund | StripeDispute): StripeCharge | null => {
    if (about.charge !== null) return chargesById.get(about.charge) ?? null;
    return about.paymentIntent === null ? null : (chargesByIntent.get(about.paymentIntent) ?? null);
  };
  const [refunds, disputes, creditNotes] = [of("refund"), of("dispute"), of("credit_note")];
  const refundsByCharge = grouped(refunds, (each) => chargeOf(each)?.id);
  const disputesByCharge = grouped(disputes, (each) => chargeOf(each)?.id);
  const creditNotesByInvoice = grouped(creditNotes, (each) => each.invoice);
  const chargesByInvoice = grouped(charges, (charge) => {
    const role = roleOf(charge);
    return charge.succeeded && role.kind === "invoice" ? role.invoice : undefined;
  });
  return {
    invoices,
    charges,
    invoicePayments,
    creditNotes,
    refunds: new Map(refunds.map((each) => [each.id, each])),
    disputes,
    fees: new Map(of("fee").map((each) => [each.id, each])),
    roleOf,
    chargeOf,
    refundsOf: ({ id }) => refundsByCharge.get(id) ?? [],
    disputesOf: ({ id }) => disputesByCharge.get(id) ?? [],
    chargesOf: ({ id }) => chargesByInvoice.get(id) ?? [],
    creditNotesOf: ({ id }) => creditNotesByInvoice.get(id) ?? [],
  };
}

function grouped<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | undefined,
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
