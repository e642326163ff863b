import type { StripeAttribution } from "./attribute.ts";

/** A revenue entry as Stripe's objects have it. Amounts are decimal strings; net = gross − fees − refunded. */
export interface StripeEntry {
  readonly externalId: string;
  readonly occurredAt: number;
  readonly gross: string;
  /** Null while nobody told what Stripe kept. */
  readonly fees: string | null;
  /** Null when nothing was given back. */
  readonly refunded: string | null;
  readonly net: string;
  readonly currency: string;
  readonly period: { readonly start: number; readonly end: number } | null;
  readonly attribution: StripeAttribution;
}

/** Why something that is about a payment is in no entry yet. */
export type WaitsFor =
  /** For the payment, or the paid invoice, that it is about. */
  | "payment"
  /** For the invoice that the charge pays: its lines say what was bought. */
  | "invoice"
  /** To be told whether the charge pays an invoice that looks like it, or is a sale of its own. */
  | "invoice_payment";
