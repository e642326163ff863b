import { z } from "@hono/zod-openapi";
import { COST_BASES, GENERATION_STATES, UNPRICED_REASONS } from "../../domain/generation.ts";
import { wireSchema } from "../../domain/wire/wire-schema.ts";
import { decimal } from "./scalars.ts";

const MAX_ANSWERS = 20;

/** A wire and what goes over it, to see what the books would say. */
export const checkWireInput = z
  .strictObject({
    wire: wireSchema,
    /** What a client sends. */
    request: z.strictObject({
      /** As the client calls it; the wire's first create unless given. */
      path: z.string().max(300).optional(),
      body: z.record(z.string(), z.unknown()),
    }),
    /** What the provider answers, the create's answer first. */
    answers: z
      .array(
        z.strictObject({
          status: z.int().min(200).max(599).default(200),
          /** Its JSON; absent for an answer without one. */
          body: z.unknown().optional(),
        }),
      )
      .min(1)
      .max(MAX_ANSWERS),
  })
  .openapi("CheckWireInput");
export type CheckWireInput = z.input<typeof checkWireInput>;

const cost = z.object({
  basis: z.enum(COST_BASES),
  amount: decimal.nullable(),
  currency: z.string().nullable(),
  unpriced_reason: z.enum(UNPRICED_REASONS).nullable(),
});

export const checkWireAnswer = z
  .object({
    provider: z.string(),
    model: z.string(),
    resolution: z.string(),
    requested_seconds: decimal.nullable(),
    audio: z.boolean().nullable(),
    dimensions: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    estimate: cost,
    /** What each answer says, in their order; those after a create that failed are not read. */
    answers: z.array(
      z.object({
        says: z.enum(["seen", "refused", "nothing"]),
        /** The job's state after it. */
        state: z.enum(GENERATION_STATES).nullable(),
        progress: z.int().nullable(),
        detail: z.string().nullable(),
      }),
    ),
    /** As it would be booked after the last answer. */
    booked: z.object({
      provider_job_id: z.string().nullable(),
      state: z.enum(GENERATION_STATES),
      cost,
      video_seconds: decimal.nullable(),
      gpu_ms: z.int().nullable(),
      failure_kind: z.string().nullable(),
      failure_code: z.string().nullable(),
      failure_message: z.string().nullable(),
    }),
  })
  .openapi("CheckWireAnswer");
export type CheckWireAnswer = z.infer<typeof checkWireAnswer>;
