import { z } from "zod";
import type { WebhookWire } from "../optional-wires.ts";
import { isSignedByStandard } from "../standard-webhook.ts";

const eventSchema = z.object({
  type: z.enum(["video.completed", "video.failed"]),
  data: z.object({ id: z.string().min(1).max(300) }),
});

/** The account's own events. */
export const openaiWebhook: WebhookWire = {
  isSigned: isSignedByStandard,
  observe(body) {
    const event = eventSchema.safeParse(body);
    return event.success ? { providerJobId: event.data.data.id, terminal: true } : null;
  },
};
