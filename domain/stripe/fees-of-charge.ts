import { parseNano, type Nano } from "../money.ts";
import type { StripeCharge, StripeDispute, StripeFee, StripeRefund } from "./stripe-facts.ts";

/**
 * What Stripe kept of a charge, its refunds' and disputes' fees included. Null when it is not known, or was kept in
 * another currency than was paid: it can't be taken off then.
 */
export function feesOfCharge(
  charge: StripeCharge,
  refunds: readonly StripeRefund[],
  disputes: readonly StripeDispute[],
  fees: ReadonlyMap<string, StripeFee>,
): Nano | null {
  const own = fees.get(charge.id);
  if (own === undefined) return null;
  // Stripe gives back no fee with a refund and usually takes none: one that is not told is none.
  const further = refunds.flatMap(({ id }) => fees.get(id) ?? []);
  const told = [own, ...further];
  if (told.some(({ currency }) => currency !== charge.currency)) return null;
  if (disputes.some(({ fee }) => fee === null)) return null;
  const amounts = [
    ...told.map(({ amount }) => amount),
    ...disputes.flatMap(({ fee }) => fee ?? []),
  ];
  return amounts.reduce((sum, amount) => sum + parseNano(amount), 0n);
}
