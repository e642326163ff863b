import type { CallbackWire } from "../callback-wire.ts";

/** `callback_url` of both versions: first a challenge that is to be sent back within three seconds, then unsigned calls. */
export const minimaxCallback: CallbackWire = {
  places: [{ in: "body", name: "callback_url" }],
  signature: { kind: "none" },
  headers: [],
  deliveryIdHeader: null,
  challenges: true,
};
