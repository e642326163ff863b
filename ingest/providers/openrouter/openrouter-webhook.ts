import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { SignedWebhook, WebhookWire } from "../optional-wires.ts";

const TOLERANCE_MS = 300_000;
const SIGNATURE = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/;

const eventSchema = z.object({
  type: z.enum([
    "video.generation.completed",
    "video.generation.failed",
    "video.generation.cancelled",
    "video.generation.expired",
  ]),
  data: z.object({ id: z.string().min(1).max(300) }),
});

/** What a create asks for with `callback_url`. */
export const openrouterWebhook: WebhookWire = {
  isSigned,
  observe(body) {
    const event = eventSchema.safeParse(body);
    return event.success ? { providerJobId: event.data.data.id, terminal: true } : null;
  },
};

/** `X-OpenRouter-Signature: t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over `t,body`. */
function isSigned({ body, header, nowMs }: SignedWebhook, secret: string): boolean {
  const [, seconds, hex] = SIGNATURE.exec(header("x-openrouter-signature")) ?? [];
  if (seconds === undefined || hex === undefined) return false;
  if (Math.abs(nowMs - Number(seconds) * 1_000) > TOLERANCE_MS) return false;
  const expected = createHmac("sha256", secret).update(`${seconds},${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(hex, "hex"));
}
