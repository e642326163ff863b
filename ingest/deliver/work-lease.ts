import type { Postgres } from "../../db/postgres/client.ts";
import { acquireLease, releaseLease } from "../../db/postgres/leases.ts";

export interface WorkLease {
  /** Takes or keeps the work; true while it is ours. Asks Postgres only when a third of it has gone by. */
  held(): Promise<boolean>;
  release(): Promise<void>;
}

export const LEASE_TTL_MS = 30_000;

/**
 * Work that one process at a time does. It saves double work and is no fence: an owner that was paused past its
 * end repeats itself harmlessly, for batches are immutable and rebuilds replace.
 */
export function createWorkLease(deps: {
  readonly pg: Postgres;
  readonly name: string;
  readonly owner: string;
  readonly now: () => number;
}): WorkLease {
  const { pg, name, owner, now } = deps;
  let renewAtMs = 0;
  return {
    async held() {
      if (now() < renewAtMs) return true;
      renewAtMs = 0;
      const atMs = now();
      const ours = await acquireLease(pg, name, owner, LEASE_TTL_MS);
      if (ours) renewAtMs = atMs + LEASE_TTL_MS / 3;
      return ours;
    },
    async release() {
      if (renewAtMs === 0) return;
      renewAtMs = 0;
      await releaseLease(pg, name, owner);
    },
  };
}
