import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { expireGenerations } from "../../db/clickhouse/retention.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { markDirty } from "../../db/postgres/dirty-days.ts";
import {
  generationRetentions,
  markRemovedBefore,
  purgeIdempotencyKeys,
  purgeStripeEvents,
} from "../../db/postgres/retention.ts";
import type { RoundResult } from "./start-rounds.ts";

const DAY_MS = 86_400_000;
/** An hour's leftovers go in so many bounded deletes; what is left goes the next time. */
const MAX_PURGES = 20;

/**
 * Removes what is older than its retention: generations by their workspace's setting (for ever by default), idempotency
 * answers after a day, notes of Stripe's events after 90. Request records go by ClickHouse's own TTL.
 */
export async function applyRetention(deps: {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  readonly now: () => number;
}): Promise<RoundResult> {
  const { pg, ch, now } = deps;
  for (let purges = 0; purges < MAX_PURGES; purges += 1) {
    if ((await purgeIdempotencyKeys(pg)) === 0) break;
  }
  for (let purges = 0; purges < MAX_PURGES; purges += 1) {
    if ((await purgeStripeEvents(pg)) === 0) break;
  }
  for (const { workspaceId, retentionDays } of await generationRetentions(pg)) {
    const beforeMs = now() - retentionDays * DAY_MS;
    await markRemovedBefore(pg, workspaceId, beforeMs);
    const days = await expireGenerations(ch, workspaceId, beforeMs);
    await markDirty(pg, days);
  }
  return "idle";
}
