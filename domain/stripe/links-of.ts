import { parseNano } from "../money.ts";
import type { StripeFacts } from "./stripe-facts.ts";

/**
 * The names by which an object finds those that it belongs together with: two with one name in common are looked at
 * together. A paid invoice that names no payment and a charge that names no invoice meet by customer and amount.
 */
export function linksOf(facts: StripeFacts): readonly string[] {
  const links = [facts.id, ...namedBy(facts)].filter((id) => id !== null);
  return [...new Set(links)].toSorted();
}

function namedBy(facts: StripeFacts): readonly (string | null)[] {
  switch (facts.kind) {
    case "invoice":
      return [
        ...facts.payments,
        facts.paid && facts.payments.length === 0
          ? likeness(facts.customer, facts.amountPaid, facts.currency)
          : null,
      ];
    case "charge":
      return [
        facts.paymentIntent,
        facts.invoice.known === "yes" ? facts.invoice.id : null,
        facts.invoice.known === "unsaid"
          ? likeness(facts.customer, facts.amount, facts.currency)
          : null,
      ];
    case "invoice_payment":
      return [facts.invoice, facts.payment];
    case "refund":
    case "dispute":
      return [facts.charge, facts.paymentIntent];
    case "credit_note":
      return [facts.invoice, ...facts.refunds.map(({ id }) => id)];
    case "fee":
    case "subscription":
      return [];
  }
}

const LIKENESS = "like ";

/** Null for what was not paid, or by nobody that is known. */
export function likeness(customer: string | null, amount: string, currency: string): string | null {
  if (customer === null || parseNano(amount) <= 0n) return null;
  return `${LIKENESS}${customer} ${amount} ${currency}`;
}

/** True for a link of `likeness`; no id of Stripe's has a space. */
export function isLikeness(link: string): boolean {
  return link.startsWith(LIKENESS);
}
