import type { CallbackWire } from "../callback-wire.ts";
import { isSignedByStandard } from "../standard-webhook.ts";

/** `callback_url`, of the newer API among its `options`; called as a task's status changes, signed where asked for. */
export const klingCallback: CallbackWire = {
  places: [
    { in: "body", name: "callback_url" },
    { in: "body", name: "options.callback_url" },
  ],
  signature: { kind: "secret", isSigned: isSignedByStandard },
  headers: ["webhook-id", "webhook-timestamp", "webhook-signature"],
  deliveryIdHeader: "webhook-id",
  challenges: false,
};
