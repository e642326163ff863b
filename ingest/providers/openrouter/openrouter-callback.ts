import type { CallbackWire } from "../callback-wire.ts";
import { openrouterWebhook } from "./openrouter-webhook.ts";

/** `callback_url`, called when the job ends; signed once the account has a secret. */
export const openrouterCallback: CallbackWire = {
  places: [{ in: "body", name: "callback_url" }],
  signature: {
    kind: "secret",
    isSigned: (webhook, secret) => openrouterWebhook.isSigned(webhook, secret),
  },
  headers: ["x-openrouter-signature", "x-openrouter-idempotency-key"],
  deliveryIdHeader: "x-openrouter-idempotency-key",
  challenges: false,
};
