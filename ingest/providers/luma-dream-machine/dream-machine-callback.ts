import type { CallbackWire } from "../callback-wire.ts";

/** `callback_url`, called as a generation's state changes; unsigned. */
export const dreamMachineCallback: CallbackWire = {
  places: [{ in: "body", name: "callback_url" }],
  signature: { kind: "none" },
  headers: [],
  deliveryIdHeader: null,
  challenges: false,
};
