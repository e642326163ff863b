import type { CallbackWire } from "../callback-wire.ts";
import { isSignedByStandard } from "../standard-webhook.ts";

/** `webhook`, called for the events of `webhook_events_filter`, all of a prediction when there is none. */
export const replicateCallback: CallbackWire = {
  places: [{ in: "body", name: "webhook" }],
  signature: { kind: "secret", isSigned: isSignedByStandard },
  headers: ["webhook-id", "webhook-timestamp", "webhook-signature"],
  deliveryIdHeader: "webhook-id",
  challenges: false,
};
