import type { Upstream } from "../directory.ts";
import type { SignedWebhook, WebhookWire } from "../providers/optional-wires.ts";

/**
 * The upstreams one of whose secrets signed this webhook, each by its own wire's scheme. While a secret is being
 * replaced an upstream may have several, separated by spaces.
 */
export function signers(
  upstreams: readonly Upstream[],
  wireOf: (upstream: Upstream) => WebhookWire | null,
  webhook: SignedWebhook,
): readonly Upstream[] {
  return upstreams.filter((upstream) => {
    const wire = wireOf(upstream);
    return secretsOf(upstream).some((secret) => wire?.isSigned(webhook, secret) === true);
  });
}

function secretsOf(upstream: Upstream): readonly string[] {
  return (upstream.webhookSecret ?? "").split(/[\s,]+/).filter((secret) => secret !== "");
}
