import type { CallbackRecord } from "../../db/postgres/management/callbacks.ts";
import type { CallbackRow } from "../contract/callbacks.ts";

/** A callback as it is listed: of the receiver's address its origin alone. */
export function showCallback(row: CallbackRecord): CallbackRow {
  return {
    id: row.id,
    generation_id: row.generationId,
    upstream: row.upstream,
    provider: row.provider,
    origin: row.origin,
    verified: row.verified,
    state: row.state,
    tries: row.tries,
    last_status: row.lastStatus,
    last_fault: row.lastFault,
    received_at: row.receivedAt.toISOString(),
    next_try_at: row.nextTryAt?.toISOString() ?? null,
    ended_at: row.endedAt?.toISOString() ?? null,
  };
}
