import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { Upstream } from "../directory.ts";

/** The three headers of Standard Webhooks, "" where absent. */
export interface WebhookHeaders {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
}

/**
 * The upstreams one of whose secrets signed this body (Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, five
 * minutes' tolerance). While a secret is being replaced an upstream may have several, separated by spaces.
 */
export function signers(
  upstreams: readonly Upstream[],
  body: string,
  headers: WebhookHeaders,
): readonly Upstream[] {
  return upstreams.filter((upstream) =>
    secretsOf(upstream).some((secret) => signed(secret, body, headers)),
  );
}

function secretsOf(upstream: Upstream): readonly string[] {
  return (upstream.webhookSecret ?? "").split(/[\s,]+/).filter((secret) => secret !== "");
}

function signed(secret: string, body: string, headers: WebhookHeaders): boolean {
  const webhook = openSecret(secret);
  if (webhook === null) return false;
  try {
    webhook.verify(body, { ...headers }, { jsonParse: false });
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
