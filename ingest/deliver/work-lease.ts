import type { Postgres } from "../../db/postgres/client.ts";
import { acquireLease, releaseLease } from "../../db/postgres/leases.ts";

export interface WorkLease {
  /** Takes or keeps the work; true while it is ours. Asks Postgres only when a third of it has gone by. */
  held(): Promise<boolean>;
  release(): Promise<void>;
}

/** How long the work of a process that was killed waits for another one. */
export const LEASE_TTL_MS = 10_000;

/** For the only process there can be: nobody to share with, and no dead owner to wait for. */
export const soleLease: WorkLease = {
  held: () => Promise.resolve(true),
  release: () => Promise.resolve(),
};

/**
 * Work that one process at a time does. It is no fence for a process that was paused past its end: a batch sent
 * twice is harmless, a rebuild asks `held` again afterwards.
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
