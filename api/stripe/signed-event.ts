/** Of a signature's own time; Stripe's own recommendation. */
const TOLERANCE_S = 300;

/**
 * What a body says, when one of the secrets signed it, as it came over the wire, within the last five minutes (`nowMs`);
 * null for any other. Source: https://docs.stripe.com/webhooks#verify-official-libraries
 */
export async function signedEvent(
  signed: { readonly body: Buffer; readonly header: string },
  secrets: readonly string[],
  nowMs: number,
): Promise<unknown> {
  // Loaded when the first event comes: 150 ms and 20 MB that most servers never need.
  const { default: Stripe } = await import("stripe");
  const { body, header } = signed;
  for (const secret of secrets) {
    try {
      const { webhooks } = Stripe;
      return webhooks.constructEvent(body, header, secret, TOLERANCE_S, undefined, nowMs);
    } catch {
      // Not by this one. Which of the reasons it was is nobody's business.
    }
  }
  return null;
}
