import { z } from "zod";
import { fromMinor } from "./minor-units.ts";
import {
  stripeAmount,
  stripeCurrency,
  stripeId,
  stripeList,
  stripeMetadata,
  stripeRef,
  stripeTime,
  sumOf,
} from "./shape-parts.ts";
import type { StripeInvoice, StripeInvoiceLine } from "./stripe-facts.ts";
import type { Told } from "./told.ts";

const amounts = z.array(z.object({ amount: stripeAmount })).nullish();
const subscriptionDetails = z.object({ metadata: stripeMetadata }).nullish();

/** The older shape of a line names `price`, `type` and `tax_amounts`, the newer `pricing`, `parent` and `taxes`. */
const lineShape = z.object({
  id: stripeId,
  amount: stripeAmount,
  discount_amounts: amounts,
  tax_amounts: z.array(z.object({ amount: stripeAmount, inclusive: z.boolean() })).nullish(),
  taxes: z.array(z.object({ amount: stripeAmount, tax_behavior: z.string() })).nullish(),
  pretax_credit_amounts: z.array(z.object({ amount: stripeAmount, type: z.string() })).nullish(),
  period: z.object({ start: stripeTime, end: stripeTime }).nullish(),
  type: z.string().nullish(),
  subscription: stripeRef,
  parent: z
    .object({
      type: z.string().nullish(),
      subscription_item_details: z.object({ subscription: stripeRef }).nullish(),
      invoice_item_details: z.object({ subscription: stripeRef }).nullish(),
    })
    .nullish(),
  price: z.object({ id: stripeId, product: stripeRef }).nullish(),
  plan: z.object({ id: stripeId, product: stripeRef }).nullish(),
  pricing: z
    .object({ price_details: z.object({ price: stripeRef, product: stripeRef }).nullish() })
    .nullish(),
  metadata: stripeMetadata,
});

const invoiceShape = z.object({
  id: stripeId,
  created: stripeTime,
  status: z.string().nullish(),
  paid: z.boolean().nullish(),
  status_transitions: z.object({ paid_at: stripeTime.nullish() }).nullish(),
  currency: stripeCurrency,
  customer: stripeRef,
  total: stripeAmount,
  total_excluding_tax: stripeAmount.nullish(),
  tax: stripeAmount.nullish(),
  total_taxes: amounts,
  total_tax_amounts: amounts,
  amount_paid: stripeAmount,
  lines: z.object({ data: z.array(lineShape) }),
  metadata: stripeMetadata,
  subscription_details: subscriptionDetails,
  parent: z.object({ subscription_details: subscriptionDetails }).nullish(),
  charge: stripeRef,
  payment_intent: stripeRef,
  payments: stripeList(
    z.object({ payment: z.object({ charge: stripeRef, payment_intent: stripeRef }) }),
  ),
});

const PAID_RANK = 3;
const RANKS: Readonly<Record<string, number>> = { draft: 0, open: 1, uncollectible: 2 };

/** An invoice with its lines; of one that is not paid nothing is earned. Amounts without tax: tax is nobody's revenue. */
export const stripeInvoice = (told: Told) =>
  invoiceShape.transform((shape): StripeInvoice => {
    const { currency } = shape;
    const paid = shape.status === "paid" || (shape.status == null && shape.paid === true);
    const status = shape.status ?? (paid ? "paid" : "open");
    const stamp = told.stamp ?? shape.status_transitions?.paid_at ?? shape.created;
    const tax = shape.tax ?? taxOf(shape.total_taxes ?? shape.total_tax_amounts);
    const net = shape.total_excluding_tax ?? (tax === null ? null : shape.total - tax);
    const named = shape.payments.flatMap(({ payment }) => [payment.charge, payment.payment_intent]);
    const details = shape.subscription_details ?? shape.parent?.subscription_details;
    return {
      kind: "invoice",
      id: shape.id,
      stamp,
      rank: RANKS[status] ?? PAID_RANK,
      paid,
      paidAt: shape.status_transitions?.paid_at ?? stamp,
      currency,
      customer: shape.customer,
      total: fromMinor(shape.total, currency),
      net: net === null ? null : fromMinor(net, currency),
      amountPaid: fromMinor(shape.amount_paid, currency),
      lines: shape.lines.data.map((line) => lineOf(line, currency)),
      metadata: shape.metadata,
      subscriptionMetadata: details?.metadata ?? {},
      payments: [shape.charge, shape.payment_intent, ...named]
        .filter((id) => id !== null)
        .toSorted(),
    };
  });

function taxOf(taxes: readonly { readonly amount: number }[] | null | undefined): number | null {
  return taxes == null ? null : sumOf(taxes);
}

function lineOf(line: z.output<typeof lineShape>, currency: string): StripeInvoiceLine {
  const inclusive = [
    ...(line.tax_amounts ?? []).filter((tax) => tax.inclusive),
    ...(line.taxes ?? []).filter((tax) => tax.tax_behavior === "inclusive"),
  ];
  const credits = (line.pretax_credit_amounts ?? []).filter(
    ({ type }) => type === "credit_balance_transaction",
  );
  const minor = line.amount - sumOf(line.discount_amounts) - sumOf(inclusive) - sumOf(credits);
  const subscribed =
    line.type === "subscription" ||
    line.subscription !== null ||
    line.parent?.type === "subscription_item_details" ||
    line.parent?.invoice_item_details?.subscription != null;
  const { period } = line;
  const price = line.price ?? line.plan;
  return {
    id: line.id,
    net: fromMinor(minor, currency),
    period:
      subscribed && period != null && period.end > period.start
        ? { start: period.start, end: period.end }
        : null,
    price: price?.id ?? line.pricing?.price_details?.price ?? null,
    product: price?.product ?? line.pricing?.price_details?.product ?? null,
    metadata: line.metadata,
  };
}
