import { z } from "zod";
import { fromMinor } from "./minor-units.ts";
import { feeShape, feeOf } from "./fee-shape.ts";
import {
  stripeAmount,
  stripeCurrency,
  stripeId,
  stripeMetadata,
  stripeRef,
  stripeTime,
} from "./shape-parts.ts";
import type { StripeCharge, StripeFee } from "./stripe-facts.ts";
import type { Told } from "./told.ts";

const chargeShape = z.object({
  id: stripeId,
  created: stripeTime,
  status: z.string(),
  captured: z.boolean().nullish(),
  amount: stripeAmount,
  amount_captured: stripeAmount.nullish(),
  amount_refunded: stripeAmount,
  currency: stripeCurrency,
  customer: stripeRef,
  payment_intent: stripeRef,
  metadata: stripeMetadata,
  // Absent and null are two answers: newer versions of the API lack the member, older ones say null for none.
  invoice: z.union([stripeId, z.object({ id: stripeId }), z.null()]).optional(),
  balance_transaction: z.union([stripeId, feeShape, z.null()]).optional(),
});

const SUCCEEDED_RANK = 2;
const RANKS: Readonly<Record<string, number>> = { failed: 0, pending: 1 };

/** A charge, and its fee where the balance transaction was expanded. */
export const stripeCharge = (told: Told) =>
  chargeShape.transform((shape): (StripeCharge | StripeFee)[] => {
    const { currency } = shape;
    const captured = shape.captured ?? true;
    const amount = captured ? (shape.amount_captured ?? shape.amount) : 0;
    const refunded = fromMinor(shape.amount_refunded, currency);
    const charge: StripeCharge = {
      kind: "charge",
      id: shape.id,
      stamp: told.stamp ?? shape.created,
      rank: captured ? (RANKS[shape.status] ?? SUCCEEDED_RANK) : 0,
      succeeded: shape.status === "succeeded" && captured,
      createdAt: shape.created,
      amount: fromMinor(amount, currency),
      currency,
      customer: shape.customer,
      paymentIntent: shape.payment_intent,
      metadata: shape.metadata,
      invoice: invoiceOf(shape.invoice),
      refundedAt: told.stamp === null ? null : { stamp: told.stamp, amount: refunded },
      refundedOnce: told.stamp === null ? refunded : null,
    };
    const kept = shape.balance_transaction;
    return typeof kept === "object" && kept !== null ? [charge, feeOf(kept, shape.id)] : [charge];
  });

function invoiceOf(
  said: string | { readonly id: string } | null | undefined,
): StripeCharge["invoice"] {
  if (said === undefined) return { known: "unsaid" };
  if (said === null) return { known: "no" };
  return { known: "yes", id: typeof said === "string" ? said : said.id };
}
