import { z } from "zod";
import { fromMinor } from "./minor-units.ts";
import { stripeAmount, stripeCurrency, stripeId, stripeRef, stripeTime } from "./shape-parts.ts";
import type { StripeCreditNote } from "./stripe-facts.ts";
import type { Told } from "./told.ts";

const creditNoteShape = z.object({
  id: stripeId,
  created: stripeTime,
  amount: stripeAmount,
  currency: stripeCurrency,
  invoice: z.union([stripeId, z.object({ id: stripeId }).transform(({ id }) => id)]),
  status: z.string(),
  voided_at: stripeTime.nullish(),
  refund: stripeRef,
  refunds: z.array(z.object({ amount_refunded: stripeAmount, refund: stripeRef })).nullish(),
  post_payment_amount: stripeAmount.nullish(),
  out_of_band_amount: stripeAmount.nullish(),
});

/** A credit note; a void one takes nothing. */
export const stripeCreditNote = (told: Told) =>
  creditNoteShape.transform((shape): StripeCreditNote => {
    const { currency } = shape;
    const isVoid = shape.status === "void";
    const listed = (shape.refunds ?? []).flatMap(({ refund, amount_refunded: amount }) =>
      refund === null ? [] : [{ id: refund, amount: fromMinor(amount, currency) }],
    );
    const single = shape.refund === null ? [] : [{ id: shape.refund, amount: null }];
    const most = (shape.post_payment_amount ?? shape.amount) - (shape.out_of_band_amount ?? 0);
    return {
      kind: "credit_note",
      id: shape.id,
      stamp: told.stamp ?? shape.voided_at ?? shape.created,
      rank: isVoid ? 1 : 0,
      invoice: shape.invoice,
      currency,
      amount: fromMinor(isVoid ? 0 : shape.amount, currency),
      refunds: listed.length > 0 ? listed : single,
      mostRefunded: fromMinor(Math.max(most, 0), currency),
    };
  });
