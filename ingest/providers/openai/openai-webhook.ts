import { z } from "zod";

const eventSchema = z.object({
  type: z.enum(["video.completed", "video.failed"]),
  data: z.object({ id: z.string().min(1).max(300) }),
});

/** What a verified webhook body says; null for events about other things. */
export function observeVideoEvent(
  body: unknown,
): { readonly providerJobId: string; readonly terminal: boolean } | null {
  const event = eventSchema.safeParse(body);
  return event.success ? { providerJobId: event.data.data.id, terminal: true } : null;
}
