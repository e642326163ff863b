import { z } from "@hono/zod-openapi";
import { count, cursor, instant, pageLimit, pageOf, uuid } from "./scalars.ts";

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
    /** What the person or the token is called now; null for one that is gone or has no name. */
    actor_name: z.string().nullable(),
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

/** Narrows the audit log; all of them together. */
export const auditLogFilters = z.object({
  /** subject.verb, e.g. `key.create`. */
  action: z.string().max(100).optional(),
  /** What was changed, e.g. `key`. */
  subject: z
    .string()
    .regex(/^[a-z_]{1,60}$/, { message: "must be what comes before the point of an action" })
    .optional(),
  /** The id of the person or the token. */
  actor: z.string().max(200).optional(),
  /** The id of what was changed. */
  target: z.string().max(200).optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
});

export const auditLogQuery = z.strictObject({
  ...auditLogFilters.shape,
  cursor: cursor.optional(),
  limit: pageLimit,
});

export const auditFacets = z
  .object({
    actors: z.array(
      z.object({
        kind: z.string(),
        id: z.string(),
        name: z.string().nullable(),
        changes: count,
      }),
    ),
    subjects: z.array(z.object({ subject: z.string(), changes: count })),
  })
  .openapi("AuditFacets");
export type AuditFacets = z.infer<typeof auditFacets>;

/** The instants between which generations are compared; the last 90 days without them. */
export const auditQuery = z.strictObject({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
});
