import { z } from "zod";
import { stripeCharge } from "./charge-shape.ts";
import { stripeCreditNote } from "./credit-note-shape.ts";
import { stripeDispute } from "./dispute-shape.ts";
import { FEE_TYPES, feeOf, feeShape } from "./fee-shape.ts";
import { stripeInvoice } from "./invoice-shape.ts";
import { stripeRefund } from "./refund-shape.ts";
import { stripeId, stripeRef, stripeTime } from "./shape-parts.ts";
import type { StripeFacts, StripeInvoicePayment } from "./stripe-facts.ts";
import { stripeSubscription } from "./subscription-shape.ts";
import type { Told } from "./told.ts";

/** Where in the object something is wrong, and what. */
export interface ShapeFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export type ObjectRead =
  | { readonly kind: "facts"; readonly facts: readonly StripeFacts[] }
  /** An object that says nothing about revenue. */
  | { readonly kind: "other" }
  | { readonly kind: "invalid"; readonly faults: readonly ShapeFault[] };

const envelope = z.object({ object: z.string(), id: stripeId });

/** Reads one of Stripe's objects, of older or newer versions of its API; unknown members are not looked at. */
export function readObject(object: unknown, told: Told): ObjectRead {
  const named = envelope.safeParse(object);
  if (!named.success) return invalid(named.error);
  switch (named.data.object) {
    case "invoice":
      return read(stripeInvoice(told).transform(one), object);
    case "charge":
      return read(stripeCharge(told), object);
    case "refund":
      return read(stripeRefund(told), object);
    case "dispute":
      return read(stripeDispute(told).transform(one), object);
    case "credit_note":
      return read(stripeCreditNote(told).transform(one), object);
    case "invoice_payment":
      return read(invoicePayment(told).transform(one), object);
    case "subscription":
      return read(stripeSubscription(told).transform(one), object);
    case "balance_transaction":
      return readFee(object);
    default:
      return { kind: "other" };
  }
}

const invoicePayment = (told: Told) =>
  z
    .object({
      id: stripeId,
      created: stripeTime,
      invoice: z.union([stripeId, z.object({ id: stripeId }).transform(({ id }) => id)]),
      status: z.string().nullish(),
      payment: z.object({ charge: stripeRef, payment_intent: stripeRef }).nullish(),
    })
    .transform((shape): StripeInvoicePayment => ({
      kind: "invoice_payment",
      id: shape.id,
      stamp: told.stamp ?? shape.created,
      rank: shape.status === "paid" ? 1 : 0,
      invoice: shape.invoice,
      paid: shape.status === "paid",
      payment: shape.payment?.payment_intent ?? shape.payment?.charge ?? null,
    }));

function readFee(object: unknown): ObjectRead {
  const parsed = feeShape.safeParse(object);
  if (!parsed.success) return invalid(parsed.error);
  const { type, source } = parsed.data;
  if (!FEE_TYPES.has(type) || source === null) return { kind: "other" };
  return { kind: "facts", facts: [feeOf(parsed.data, source)] };
}

function one<Facts>(facts: Facts): Facts[] {
  return [facts];
}

function read<Facts extends StripeFacts>(
  schema: z.ZodType<readonly Facts[]>,
  object: unknown,
): ObjectRead {
  const parsed = schema.safeParse(object);
  return parsed.success ? { kind: "facts", facts: parsed.data } : invalid(parsed.error);
}

function invalid(error: z.ZodError): ObjectRead {
  return {
    kind: "invalid",
    faults: error.issues.map(({ path, message }) => ({
      path: path.map((part) => (typeof part === "number" ? part : String(part))),
      message: message.replace(/^Invalid input: /, ""),
    })),
  };
}
