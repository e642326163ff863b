import type { CallbackWire } from "../callback-wire.ts";

/** `callback_url`, called as a task's status changes; unsigned. */
export const arkCallback: CallbackWire = {
  places: [{ in: "body", name: "callback_url" }],
  signature: { kind: "none" },
  headers: [],
  deliveryIdHeader: null,
  challenges: false,
};
