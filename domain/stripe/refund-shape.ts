import { z } from "zod";
import { feeOf, feeShape } from "./fee-shape.ts";
import { fromMinor } from "./minor-units.ts";
import { stripeAmount, stripeCurrency, stripeId, stripeRef, stripeTime } from "./shape-parts.ts";
import type { StripeFee, StripeRefund } from "./stripe-facts.ts";
import type { Told } from "./told.ts";

const refundShape = z.object({
  id: stripeId,
  created: stripeTime,
  amount: stripeAmount,
  currency: stripeCurrency,
  charge: stripeRef,
  payment_intent: stripeRef,
  status: z.string().nullish(),
  balance_transaction: z.union([stripeId, feeShape, z.null()]).optional(),
});

const FAILED_RANK = 2;
const RANKS: Readonly<Record<string, number>> = { pending: 0, requires_action: 0, succeeded: 1 };

/** A refund, and its fee where the balance transaction was expanded. Once it failed or was cancelled, it stays so. */
export const stripeRefund = (told: Told) =>
  refundShape.transform((shape): (StripeRefund | StripeFee)[] => {
    const rank = RANKS[shape.status ?? "succeeded"] ?? FAILED_RANK;
    const refund: StripeRefund = {
      kind: "refund",
      id: shape.id,
      stamp: told.stamp ?? shape.created,
      rank,
      charge: shape.charge,
      paymentIntent: shape.payment_intent,
      createdAt: shape.created,
      amount: fromMinor(shape.amount, shape.currency),
      currency: shape.currency,
      live: rank < FAILED_RANK,
      failedAt: rank === FAILED_RANK ? told.stamp : null,
    };
    const kept = shape.balance_transaction;
    return typeof kept === "object" && kept !== null ? [refund, feeOf(kept, shape.id)] : [refund];
  });
