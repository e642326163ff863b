import { z } from "zod";
import { fromMinor } from "./minor-units.ts";
import { stripeAmount, stripeCurrency, stripeRef } from "./shape-parts.ts";
import type { StripeFee } from "./stripe-facts.ts";

/** A balance transaction, as far as it says a fee. */
export const feeShape = z.object({
  fee: stripeAmount,
  currency: stripeCurrency,
  type: z.string(),
  source: stripeRef,
});

/** Balance transactions whose fee belongs to a payment; disputes bring theirs themselves, and a payout is no payment. */
export const FEE_TYPES: ReadonlySet<string> = new Set([
  "charge",
  "payment",
  "refund",
  "payment_refund",
]);

/** The fee of what a balance transaction is about. */
export function feeOf(shape: z.output<typeof feeShape>, source: string): StripeFee {
  const { fee, currency } = shape;
  return { kind: "fee", id: source, stamp: 0, rank: 0, amount: fromMinor(fee, currency), currency };
}
