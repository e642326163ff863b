/**
 * What is kept of Stripe's objects. Each is the object's own state, never a change of it: told again, late or in another
 * order, it comes to the same (`mergeFacts`). Amounts are decimal strings of the currency's whole unit.
 */
export type StripeFacts =
  | StripeInvoice
  | StripeCharge
  | StripeInvoicePayment
  | StripeRefund
  | StripeDispute
  | StripeCreditNote
  | StripeFee
  | StripeSubscription;

export type StripeKind = StripeFacts["kind"];
export type StripeMetadata = Readonly<Record<string, string>>;

interface StripeObject {
  readonly id: string;
  /** Seconds: when the object was so. Of an exported one, which does not say, the last instant that it names itself. */
  readonly stamp: number;
  /** Places in the object's life; a later one wins whatever the stamps are. */
  readonly rank: number;
}

export interface StripeInvoiceLine {
  readonly id: string;
  /** Without tax, less discounts; negative for unused time. */
  readonly net: string;
  /** Of a subscription: over which the line is earned, in seconds. Null for what is earned at once. */
  readonly period: { readonly start: number; readonly end: number } | null;
  readonly price: string | null;
  readonly product: string | null;
  readonly metadata: StripeMetadata;
}

export interface StripeInvoice extends StripeObject {
  readonly kind: "invoice";
  readonly paid: boolean;
  readonly paidAt: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly total: string;
  /** Of the whole invoice, without tax; null when the object does not say. */
  readonly net: string | null;
  readonly amountPaid: string;
  readonly lines: readonly StripeInvoiceLine[];
  readonly metadata: StripeMetadata;
  readonly subscriptionMetadata: StripeMetadata;
  /** Charges and payment intents that the object names. */
  readonly payments: readonly string[];
}

export interface StripeCharge extends StripeObject {
  readonly kind: "charge";
  readonly succeeded: boolean;
  readonly createdAt: number;
  readonly amount: string;
  readonly currency: string;
  readonly customer: string | null;
  readonly paymentIntent: string | null;
  readonly metadata: StripeMetadata;
  /** `unsaid`: newer API versions don't tell whether a charge pays an invoice. */
  readonly invoice:
    | { readonly known: "yes"; readonly id: string }
    | { readonly known: "no" | "unsaid" };
  /** Stripe's own total at an instant that is known; null when every snapshot came from an export. */
  readonly refundedAt: { readonly stamp: number; readonly amount: string } | null;
  /** The largest total of snapshots whose instant is not known. */
  readonly refundedOnce: string | null;
}

/** Which payment paid which invoice, in newer API versions. */
export interface StripeInvoicePayment extends StripeObject {
  readonly kind: "invoice_payment";
  readonly invoice: string;
  readonly paid: boolean;
  readonly payment: string | null;
}

export interface StripeRefund extends StripeObject {
  readonly kind: "refund";
  readonly charge: string | null;
  readonly paymentIntent: string | null;
  readonly createdAt: number;
  readonly amount: string;
  readonly currency: string;
  /** False when it failed or was cancelled: the money stayed. */
  readonly live: boolean;
  /** The first instant at which it was known to have failed. */
  readonly failedAt: number | null;
}

export interface StripeDispute extends StripeObject {
  readonly kind: "dispute";
  readonly charge: string | null;
  readonly paymentIntent: string | null;
  readonly currency: string;
  /** What is withdrawn of the payment now; zero once it was won. */
  readonly withdrawn: string;
  /** Null when Stripe charged it in another currency, or does not say. */
  readonly fee: string | null;
}

export interface StripeCreditNote extends StripeObject {
  readonly kind: "credit_note";
  readonly invoice: string;
  readonly currency: string;
  /** With tax; zero once it is void. */
  readonly amount: string;
  /** Refunds that it caused: they count by their charge. Without an amount, all of it but what was paid elsewhere. */
  readonly refunds: readonly { readonly id: string; readonly amount: string | null }[];
  readonly mostRefunded: string;
}

/** What Stripe kept of a charge or took for a refund: `id` is theirs. */
export interface StripeFee extends StripeObject {
  readonly kind: "fee";
  readonly amount: string;
  readonly currency: string;
}

export interface StripeSubscription extends StripeObject {
  readonly kind: "subscription";
  readonly status: string;
  readonly customer: string | null;
  readonly price: string | null;
  readonly product: string | null;
  readonly quantity: number | null;
  readonly period: { readonly start: number; readonly end: number } | null;
  /** List price of a period, all items together, before discounts and tax; null when it is not a fixed one. */
  readonly amount: string | null;
  readonly currency: string;
  readonly interval: string | null;
  readonly startedAt: number;
  readonly cancelledAt: number | null;
  readonly endedAt: number | null;
  readonly metadata: StripeMetadata;
}
