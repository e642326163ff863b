import { createHash } from "node:crypto";
import type { CallbackWire, KeySigned } from "../callback-wire.ts";
import type { SignedWebhook } from "../optional-wires.ts";

const TOLERANCE_MS = 300_000;
const SECONDS = /^\d{1,12}$/;
const SIGNATURE = /^[0-9a-f]{128}$/i;

/** `?fal_webhook=` of the queue, called once when the request ends, signed by keys that fal shows. */
export const falCallback: CallbackWire = {
  places: [{ in: "query", name: "fal_webhook" }],
  signature: { kind: "keys", keysUrl: "https://rest.fal.ai/.well-known/jwks.json", signed },
  headers: [
    "x-fal-webhook-request-id",
    "x-fal-webhook-user-id",
    "x-fal-webhook-timestamp",
    "x-fal-webhook-signature",
  ],
  deliveryIdHeader: "x-fal-webhook-request-id",
  challenges: false,
};

/** Request, user, time (Unix seconds) and the body's digest, a line each. */
function signed({ body, header, nowMs }: SignedWebhook): KeySigned | null {
  const request = header("x-fal-webhook-request-id");
  const user = header("x-fal-webhook-user-id");
  const seconds = header("x-fal-webhook-timestamp");
  const signature = header("x-fal-webhook-signature");
  if (request === "" || user === "" || !SECONDS.test(seconds) || !SIGNATURE.test(signature)) {
    return null;
  }
  if (Math.abs(nowMs - Number(seconds) * 1_000) > TOLERANCE_MS) return null;
  const digest = createHash("sha256").update(body).digest("hex");
  return {
    message: [request, user, seconds, digest].join("\n"),
    signature: Buffer.from(signature, "hex"),
  };
}
