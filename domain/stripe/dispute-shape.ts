import { z } from "zod";
import { fromMinor } from "./minor-units.ts";
import { stripeAmount, stripeCurrency, stripeId, stripeRef, stripeTime } from "./shape-parts.ts";
import type { StripeDispute } from "./stripe-facts.ts";
import type { Told } from "./told.ts";

const disputeShape = z.object({
  id: stripeId,
  created: stripeTime,
  amount: stripeAmount,
  currency: stripeCurrency,
  charge: stripeRef,
  payment_intent: stripeRef,
  status: z.string(),
  balance_transactions: z
    .array(z.object({ amount: stripeAmount, fee: stripeAmount, currency: stripeCurrency }))
    .nullish(),
});

/** Statuses in which the money is not (any more) taken, when no balance transaction tells. */
const NOT_TAKEN: ReadonlySet<string> = new Set([
  "won",
  "prevented",
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
]);
const CLOSED: ReadonlySet<string> = new Set(["won", "lost", "prevented", "warning_closed"]);

/** More balance transactions than a dispute has; the rank counts them. */
const MOST_MOVES = 100;

/** A dispute: its balance transactions say what is withdrawn and what it cost, and only ever become more. */
export const stripeDispute = (told: Told) =>
  disputeShape.transform((shape): StripeDispute => {
    const { currency, balance_transactions: moves } = shape;
    const ours = moves?.every((move) => move.currency === currency) === true ? moves : null;
    const moved = ours?.reduce((sum, move) => sum - move.amount, 0);
    const judged = NOT_TAKEN.has(shape.status) ? 0 : shape.amount;
    const fee = ours?.reduce((sum, move) => sum + move.fee, 0);
    const closed = CLOSED.has(shape.status) ? 1 : 0;
    return {
      kind: "dispute",
      id: shape.id,
      stamp: told.stamp ?? shape.created,
      rank: closed * MOST_MOVES + Math.min(moves?.length ?? 0, MOST_MOVES - 1),
      charge: shape.charge,
      paymentIntent: shape.payment_intent,
      currency,
      withdrawn: fromMinor(Math.max(moved ?? judged, 0), currency),
      fee: fee === undefined ? null : fromMinor(fee, currency),
    };
  });
