import { z } from "@hono/zod-openapi";
import { cursor, instant, pageLimit, pageOf, uuid } from "./scalars.ts";

/** `pending`: facts are on their way, nothing is wrong. `broken`: an invariant does not hold. */
export const auditCheck = z
  .object({
    id: z.string().openapi({ example: "settled_jobs_equal_generations" }),
    name: z.string(),
    /** False when `status` is broken or unavailable. */
    ok: z.boolean(),
    status: z.enum(["holds", "pending", "broken", "unavailable"]),
    /** Counts and amounts, as strings. */
    figures: z.record(z.string(), z.string()),
    explanation: z.string(),
  })
  .openapi("AuditCheck");
export type AuditCheck = z.infer<typeof auditCheck>;

export const auditAnswer = z
  .object({
    ok: z.boolean(),
    at: instant,
    from: instant,
    to: instant,
    checks: z.array(auditCheck),
  })
  .openapi("AuditAnswer");
export type AuditAnswer = z.infer<typeof auditAnswer>;

export const auditLogRow = z
  .object({
    id: uuid,
    at: instant,
    actor_kind: z.string(),
    actor_id: z.string(),
    action: z.string().openapi({ example: "key.create" }),
    target: z.string(),
    detail: z.record(z.string(), z.unknown()),
    request_id: z.string().nullable(),
    ip: z.string().nullable(),
  })
  .openapi("AuditLogRow");
export type AuditLogRow = z.infer<typeof auditLogRow>;

export const auditLogAnswer = pageOf(auditLogRow).openapi("AuditLogAnswer");
export type AuditLogAnswer = z.infer<typeof auditLogAnswer>;

export const auditLogQuery = z.strictObject({
  /** subject.verb, e.g. `key.create`. */
  action: z.string().max(100).optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});

/** The instants between which generations are compared; the last 90 days without them. */
export const auditQuery = z.strictObject({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
});
