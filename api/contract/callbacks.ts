import { z } from "@hono/zod-openapi";
import { count, cursor, instant, pageLimit, pageOf, uuid } from "./scalars.ts";

export const CALLBACK_STATES = ["waiting", "delivered", "failed"] as const;
const callbackState = z.enum(CALLBACK_STATES);

export const callbacksQuery = z.strictObject({
  state: callbackState.optional(),
  generation_id: uuid.optional(),
  /** A slug. */
  upstream: z.string().min(1).max(100).optional(),
  cursor: cursor.optional(),
  limit: pageLimit,
});

/** One call of a provider about a generation, on its way to the address that its create named. */
export const callbackRow = z
  .object({
    id: uuid,
    generation_id: uuid,
    upstream: z.string(),
    provider: z.string(),
    /** Scheme, host and port of the receiver; the rest of the address is kept under seal. */
    origin: z.string(),
    /** True when the provider's signature was checked, false when it signs nothing or its secret isn't known here. */
    verified: z.boolean(),
    state: callbackState,
    tries: count,
    /** The receiver's status at the last try; null when there was none, or no answer. */
    last_status: z.int().nullable(),
    /**
     * Why the last try doesn't count: `status` · `redirect` (never followed) · `timeout` · `unreachable` ·
     * `forbidden_address` · `address_unreadable`.
     */
    last_fault: z.string().nullable(),
    received_at: instant,
    /** Null unless it waits. */
    next_try_at: instant.nullable(),
    ended_at: instant.nullable(),
  })
  .openapi("CallbackRow");
export type CallbackRow = z.infer<typeof callbackRow>;

export const callbacksAnswer = pageOf(callbackRow).openapi("CallbacksAnswer");
export type CallbacksAnswer = z.infer<typeof callbacksAnswer>;
