import { z } from "@hono/zod-openapi";
import { ApiError, invalidField } from "./api-error.ts";

/** Headers of a route whose caller may say which state of the thing a change starts from. */
export const ifMatchHeaders = z.object({
  "if-match": z.string().max(100).optional().openapi({
    description:
      "The thing's updated_at in double quotes: refused with 412 when somebody has changed it since.",
  }),
});

const QUOTED = /^"([^"]+)"$/;

/**
 * Lets a change pass whose caller has seen the latest state, or did not ask for this check (RFC 9110 §13.1.1).
 * @throws ApiError 412 when it was changed since, 400 for a header that is no time in quotes
 */
export function refuseIfChanged(ifMatch: string | undefined, updatedAt: Date): void {
  if (ifMatch === undefined || ifMatch === "*") return;
  const seenMs = Date.parse(QUOTED.exec(ifMatch)?.[1] ?? "");
  if (Number.isNaN(seenMs)) {
    throw invalidField("if-match", 'must be an updated_at in double quotes, or "*" without them');
  }
  if (seenMs === updatedAt.getTime()) return;
  throw new ApiError(
    "changed_meanwhile",
    `It was changed meanwhile, at ${updatedAt.toISOString()}. Nothing was saved: read it again and change what it says now.`,
  );
}

/** The instant of a change; no two states of one thing share it. */
export function changedAt(nowMs: number, before: Date): Date {
  return new Date(Math.max(nowMs, before.getTime() + 1));
}
