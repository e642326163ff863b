import { z } from "@hono/zod-openapi";
import { requireAccess } from "../auth/require-access.ts";
import type { Access } from "../auth/caller.ts";
import { problem } from "../contract/problem.ts";

/** The part of a route that says who may call it: enforced before the input is read, and shown in the document. */
export function access<A extends Access>(level: A) {
  return {
    middleware: requireAccess(level),
    security: level === "public" ? [] : [{ bearer: [] }, { session: [] }],
    "x-access": level,
  };
}

/** As `access`, and keys for the proxy may call it too, for what they pin. */
export function accessWithProxyKey<A extends Access>(level: A) {
  return { ...access(level), middleware: requireAccess(level, { proxyKeys: true }) };
}

/** A JSON answer of a route. */
export function answers<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** The answer of every route to what it refuses. */
export const refusals = {
  description: "Refused; `errors` names each faulty field.",
  content: { "application/problem+json": { schema: problem } },
};

/** A JSON body that must be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } };
}

/** `{id}` of a path. */
export const idParam = z.object({
  id: z
    .string()
    .min(1)
    .max(100)
    .openapi({ param: { name: "id", in: "path" } }),
});

/** Headers of a route that does its work once for each Idempotency-Key. */
export const idempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\x21-\x7e]+$/)
    .optional()
    .openapi({ description: "The same key and body give the first answer again." }),
});
