import { ClickHouseFault } from "../../db/clickhouse/clickhouse-fault.ts";
import { storeSizeQuery } from "../../db/clickhouse/queries/store-size.ts";
import { readBooks } from "../../db/postgres/management/books.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import { readSystemFacts } from "../../db/postgres/management/system-facts.ts";
import { askStore } from "../analytics/ask-store.ts";
import { mayAccess } from "../auth/caller.ts";
import type { SystemAnswer } from "../contract/system.ts";
import type { CallContext } from "../http/call-context.ts";

const HOUR_MS = 3_600_000;
/** No clip takes this long: a hold so old waits for an outcome that nobody knows. */
const OLD_AFTER_HOURS = 24;

/** The state of the machinery as the workspace sees it; sums over all workspaces only where those who run it look. */
export async function showSystem(ctx: CallContext): Promise<SystemAnswer> {
  const { deps } = ctx;
  const db = deps.pg.drizzle;
  const startedMs = deps.clock();
  const { oldestWaitingMs } = await freshnessOf(db, ctx.workspaceId);
  const postgresMs = deps.clock() - startedMs;
  const now = new Date(ctx.nowMs);
  const books = await readBooks(db, ctx.workspaceId, { from: now, to: now });
  const oldBefore = new Date(ctx.nowMs - OLD_AFTER_HOURS * HOUR_MS);
  const facts = await readSystemFacts(db, ctx.workspaceId, oldBefore);
  const { spool } = deps.live();
  const own = deps.processFacts();
  return {
    at: now.toISOString(),
    version: deps.version,
    as_of: new Date(Math.min(ctx.nowMs, oldestWaitingMs ?? ctx.nowMs)).toISOString(),
    lag_ms: Math.max(0, ctx.nowMs - (oldestWaitingMs ?? ctx.nowMs)),
    outbox: {
      waiting: books.outboxWaiting,
      in_flight: books.outboxInFlight,
      oldest_at: instant(facts.oldestOutboxMs),
    },
    spool: facts.isFirstWorkspace
      ? {
          runs_here: spool !== null,
          accepted: spool?.accepted ?? 0,
          stored: spool?.stored ?? 0,
          dead: spool?.dead ?? 0,
          waiting: spool?.waiting ?? 0,
          oldest_at: instant(spool?.oldestAtMs ?? null),
        }
      : null,
    dead_letters: books.deadLetters,
    dead_letter_kinds: facts.deadLetters.map(({ lastMs, ...kind }) => ({
      ...kind,
      last_at: new Date(lastMs).toISOString(),
    })),
    dirty_days: books.dirtyDays,
    dirty_since: instant(facts.dirtySinceMs),
    jobs: {
      open: books.openJobs,
      outcome_unknown: books.outcomeUnknown,
      lost: books.lost,
      oldest_open_at: instant(facts.oldestOpenMs),
      polls_due: facts.pollsDue,
      oldest_due_at: instant(facts.oldestDueMs),
    },
    holds: {
      open: books.openHolds,
      old: facts.oldHolds,
      old_after_hours: OLD_AFTER_HOURS,
      oldest_at: instant(facts.oldestHoldMs),
    },
    engines: {
      postgres: {
        version: facts.version,
        ms: Math.max(0, postgresMs),
        bytes: facts.isFirstWorkspace ? facts.bytes : null,
        migrations: facts.migrations,
      },
      clickhouse: { ...(await clickhouseState(ctx)), ...(facts.isFirstWorkspace ? {} : HIDDEN) },
    },
    process: {
      started_at: new Date(own.startedAtMs).toISOString(),
      node: own.node,
      roles: [...own.roles],
      stores: own.stores,
      memory_bytes: own.memoryBytes,
      instances: facts.instances,
      disk:
        own.disk === null
          ? null
          : { free_bytes: own.disk.freeBytes, total_bytes: own.disk.totalBytes },
    },
    configuration: mayAccess(ctx.caller.role, "admin") ? [...own.configuration] : null,
  };
}

/** What a store holds is of all workspaces. */
const HIDDEN = { bytes: null, rows: null, parts: null };

/** A store that does not answer is part of the answer here, not a failure. */
async function clickhouseState({
  deps,
  requestId,
}: CallContext): Promise<SystemAnswer["engines"]["clickhouse"]> {
  const startedMs = deps.clock();
  try {
    const [size] = await askStore(deps.ch, storeSizeQuery(deps.ch.database));
    const ms = Math.max(0, deps.clock() - startedMs);
    const { version = null, bytes = null, rows = null, parts = null } = size ?? {};
    return { state: "up", version, ms, bytes, rows, parts };
  } catch (error) {
    if (!(error instanceof ClickHouseFault)) throw error;
    deps.log.warn({ err: error, requestId }, "the system page can't reach ClickHouse");
    return { state: "down", version: null, ms: null, bytes: null, rows: null, parts: null };
  }
}

function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
