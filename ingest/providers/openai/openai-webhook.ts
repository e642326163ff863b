import { z } from "zod";
import type { WebhookWire } from "../optional-wires.ts";

const eventSchema = z.object({
  type: z.enum(["video.completed", "video.failed"]),
  data: z.object({ id: z.string().min(1).max(300) }),
});

/** The account's own events; what counts is the job's answer, which is asked for after one. */
export const openaiWebhook: WebhookWire = {
  observe(body) {
    const event = eventSchema.safeParse(body);
    return event.success ? { providerJobId: event.data.data.id, terminal: true } : null;
  },
};
