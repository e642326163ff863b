import type { Upstream } from "../directory.ts";
import type { SignedWebhook, WebhookWire } from "../providers/optional-wires.ts";

/** The upstreams one of whose secrets signed this webhook, each by its own wire's scheme. */
export function signers(
  upstreams: readonly Upstream[],
  wireOf: (upstream: Upstream) => WebhookWire | null,
  webhook: SignedWebhook,
): readonly Upstream[] {
  return upstreams.filter((upstream) => {
    const wire = wireOf(upstream);
    return wire !== null && isSignedBySecret(upstream, wire, webhook);
  });
}

/**
 * Whether a secret of this upstream signed the webhook. While a secret is being replaced an upstream may have several,
 * separated by spaces.
 */
export function isSignedBySecret(
  upstream: Upstream,
  scheme: Pick<WebhookWire, "isSigned">,
  webhook: SignedWebhook,
): boolean {
  const secrets = (upstream.webhookSecret ?? "").split(/[\s,]+/).filter((secret) => secret !== "");
  return secrets.some((secret) => scheme.isSigned(webhook, secret));
}
