import type { Upstream } from "../directory.ts";
import type { CallbackWire } from "../providers/callback-wire.ts";
import type { SignedWebhook } from "../providers/optional-wires.ts";
import { isSignedBySecret } from "./verify-webhook.ts";
import type { WebhookKeys } from "./webhook-keys.ts";

/** `unsigned`: the provider signs nothing, or nobody told us its secret, so only the token speaks for the call. */
export type CallbackVerdict = "signed" | "unsigned" | "wrong" | "unreachable";

/** Judges a call that showed its job's token by its provider's scheme. */
export async function checkCallback(
  { signature }: CallbackWire,
  upstream: Upstream,
  webhook: SignedWebhook,
  keys: WebhookKeys,
): Promise<CallbackVerdict> {
  switch (signature.kind) {
    case "none":
      return "unsigned";
    case "secret":
      if (upstream.webhookSecret === null) return "unsigned";
      return isSignedBySecret(upstream, signature, webhook) ? "signed" : "wrong";
    case "keys": {
      const signed = signature.signed(webhook);
      if (signed === null) return "wrong";
      const url = upstream.webhookSecret ?? signature.keysUrl;
      const verdict = await keys.verify({ url, allowPrivate: upstream.allowPrivate }, signed);
      return verdict === "unsigned" ? "wrong" : verdict;
    }
  }
}
