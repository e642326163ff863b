import { parseNano, type Nano } from "../money.ts";
import type { StripeCharge, StripeDispute, StripeRefund } from "./stripe-facts.ts";

/**
 * What of a charge went back: Stripe's own total, which covers refunds that nobody told of, corrected by what the refunds
 * themselves say happened after it, and disputes. Never more than was paid.
 *
 * A total without an instant (from an export) counts the refunds that failed later: they are taken off it.
 */
export function returnedOfCharge(
  charge: StripeCharge,
  refunds: readonly StripeRefund[],
  disputes: readonly StripeDispute[],
): Nano {
  const own = refunds.filter(({ currency }) => currency === charge.currency);
  const sum = (chosen: readonly StripeRefund[]): Nano => total(chosen.map(({ amount }) => amount));
  const candidates = [sum(own.filter(({ live }) => live))];
  if (charge.refundedAt !== null) {
    const { stamp, amount } = charge.refundedAt;
    const since = own.filter(({ live, createdAt }) => live && createdAt > stamp);
    const failedSince = own.filter(
      ({ createdAt, failedAt }) => createdAt <= stamp && failedAt !== null && failedAt > stamp,
    );
    candidates.push(parseNano(amount) + sum(since) - sum(failedSince));
  }
  if (charge.refundedOnce !== null) {
    candidates.push(parseNano(charge.refundedOnce) - sum(own.filter(({ live }) => !live)));
  }
  const taken = disputes.filter(({ currency }) => currency === charge.currency);
  const returned =
    candidates.reduce((most, each) => (each > most ? each : most), 0n) +
    total(taken.map(({ withdrawn }) => withdrawn));
  const paid = parseNano(charge.amount);
  return returned > paid ? paid : returned;
}

function total(amounts: readonly string[]): Nano {
  return amounts.reduce((sum, amount) => sum + parseNano(amount), 0n);
}
