import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { rebuildDay, sweepStaging } from "../../db/clickhouse/rollup.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { clearDirty, markDirty, nextDirty } from "../../db/postgres/dirty-days.ts";
import type { RoundResult } from "./start-rounds.ts";
import type { WorkLease } from "./work-lease.ts";

export interface RebuildRollupsDeps {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  readonly now: () => number;
}

/** A day under traffic is dirty all the time; it is rebuilt no more often than this. */
export const REBUILD_SAME_DAY_MS = 1_500;

/** Rebuilds the rollups of dirty days, one at a time. A day that changed meanwhile stays dirty. */
export function createRollupRebuilder(
  deps: RebuildRollupsDeps,
): (lease: Pick<WorkLease, "held">) => Promise<RoundResult> {
  const { pg, ch, now } = deps;
  const restUntilMs = new Map<string, number>();
  let swept = false;
  return async (lease) => {
    if (!swept) await sweepStaging(ch);
    swept = true;
    const dirty = await nextDirty(pg);
    if (dirty === null) {
      restUntilMs.clear();
      return "idle";
    }
    if (now() < (restUntilMs.get(dirty.day) ?? 0)) return "idle";
    const startedAtMs = now();
    await rebuildDay(ch, dirty.day);
    // A rebuild that takes long must leave as much time to everybody else.
    const tookMs = now() - startedAtMs;
    restUntilMs.set(dirty.day, now() + Math.max(REBUILD_SAME_DAY_MS - tookMs, tookMs));
    if (await lease.held()) await clearDirty(pg, dirty.day, dirty.revision);
    // What we read may be older than what another process has put in place already.
    else await markDirty(pg, [dirty.day]);
    return "more";
  };
}
