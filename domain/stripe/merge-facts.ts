import { parseNano } from "../money.ts";
import { stableText } from "./stable-text.ts";
import type { StripeCharge, StripeFacts, StripeInvoice, StripeRefund } from "./stripe-facts.ts";

/**
 * Two tellings of one object as one: the later in its life, then the later told, then (within one second) one that follows
 * from their content. So the order and the number of tellings decide nothing: the merge is commutative, associative and
 * idempotent. @throws RangeError for two different objects.
 */
export function mergeFacts<Facts extends StripeFacts>(one: Facts, other: Facts): Facts {
  if (one.kind !== other.kind || one.id !== other.id) throw new RangeError("not the same object");
  const later = isLater(one, other) ? one : other;
  if (one.kind === "charge" && other.kind === "charge") {
    return { ...later, ...mergedCharge(one, other) };
  }
  if (one.kind === "refund" && other.kind === "refund") {
    return { ...later, ...mergedRefund(one, other) };
  }
  if (one.kind === "invoice" && other.kind === "invoice") {
    return { ...later, ...mergedInvoice(one, other) };
  }
  return later;
}

function isLater(one: StripeFacts, other: StripeFacts): boolean {
  if (one.rank !== other.rank) return one.rank > other.rank;
  if (one.stamp !== other.stamp) return one.stamp > other.stamp;
  return snapshotText(one) > snapshotText(other);
}

/** Without what is merged on its own: it would make the order of two snapshots depend on what was merged before. */
function snapshotText(facts: StripeFacts): string {
  switch (facts.kind) {
    case "charge":
      return stableText({ ...facts, invoice: null, refundedAt: null, refundedOnce: null });
    case "refund":
      return stableText({ ...facts, failedAt: null });
    case "invoice":
      return stableText({ ...facts, payments: [] });
    case "subscription":
      // Made and paid within one second: of the two, the paid one is the later.
      return `${facts.status === "incomplete" ? 0 : 1} ${stableText(facts)}`;
    case "invoice_payment":
    case "dispute":
    case "credit_note":
    case "fee":
      return stableText(facts);
  }
}

const INVOICE_KNOWLEDGE = { unsaid: 0, no: 1, yes: 2 } as const;

function mergedCharge(
  one: StripeCharge,
  other: StripeCharge,
): Pick<StripeCharge, "invoice" | "refundedAt" | "refundedOnce"> {
  const known = (charge: StripeCharge) => INVOICE_KNOWLEDGE[charge.invoice.known];
  const told = stableText(one.invoice) > stableText(other.invoice) ? one : other;
  const knowing = known(one) === known(other) ? told : known(one) > known(other) ? one : other;
  return {
    invoice: knowing.invoice,
    refundedAt: laterTotal(one.refundedAt, other.refundedAt),
    refundedOnce: larger(one.refundedOnce, other.refundedOnce),
  };
}

function laterTotal(
  one: StripeCharge["refundedAt"],
  other: StripeCharge["refundedAt"],
): StripeCharge["refundedAt"] {
  if (one === null || other === null) return one ?? other;
  if (one.stamp !== other.stamp) return one.stamp > other.stamp ? one : other;
  return parseNano(one.amount) > parseNano(other.amount) ? one : other;
}

function larger(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return parseNano(one) > parseNano(other) ? one : other;
}

function mergedRefund(one: StripeRefund, other: StripeRefund): Pick<StripeRefund, "failedAt"> {
  const instants = [one.failedAt, other.failedAt].filter((at) => at !== null);
  return { failedAt: instants.length === 0 ? null : Math.min(...instants) };
}

function mergedInvoice(one: StripeInvoice, other: StripeInvoice): Pick<StripeInvoice, "payments"> {
  return { payments: [...new Set([...one.payments, ...other.payments])].toSorted() };
}
