/** Of a signature's own time; Stripe's own recommendation. */
const TOLERANCE_S = 300;

/**
 * True when one of the secrets signed this body, as it came over the wire, within the last five minutes (`nowMs`).
 * Source: https://docs.stripe.com/webhooks#verify-official-libraries
 */
export async function verifySignature(
  signed: { readonly body: Buffer; readonly header: string },
  secrets: readonly string[],
  nowMs: number,
): Promise<boolean> {
  // Loaded when the first event comes: 150 ms and 20 MB that most servers never need.
  const { default: Stripe } = await import("stripe");
  return secrets.some((secret) => {
    try {
      Stripe.webhooks.constructEvent(
        signed.body,
        signed.header,
        secret,
        TOLERANCE_S,
        undefined,
        nowMs,
      );
      return true;
    } catch {
      return false;
    }
  });
}
