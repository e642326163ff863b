import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { SignedWebhook } from "./optional-wires.ts";

const HEADERS = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, five minutes' tolerance by the machine's own clock. */
export function isSignedByStandard({ body, header }: SignedWebhook, secret: string): boolean {
  const webhook = openSecret(secret);
  if (webhook === null) return false;
  const headers = Object.fromEntries(HEADERS.map((name) => [name, header(name)]));
  try {
    webhook.verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}

/** The library throws plain errors for a secret that is not base64: such a secret signs nothing. */
function openSecret(secret: string): Webhook | null {
  try {
    return new Webhook(secret);
  } catch {
    return null;
  }
}
