import { readBooks } from "../../db/postgres/management/books.ts";
import { freshnessOf } from "../../db/postgres/management/freshness.ts";
import type { SystemAnswer } from "../contract/system.ts";
import type { CallContext } from "../http/call-context.ts";

/** The state of the machinery as the workspace sees it. */
export async function showSystem(ctx: CallContext): Promise<SystemAnswer> {
  const db = ctx.deps.pg.drizzle;
  const { oldestWaitingMs } = await freshnessOf(db, ctx.workspaceId);
  const now = new Date(ctx.nowMs);
  const books = await readBooks(db, ctx.workspaceId, { from: now, to: now });
  const { spool } = ctx.deps.live();
  return {
    at: now.toISOString(),
    version: ctx.deps.version,
    as_of: new Date(Math.min(ctx.nowMs, oldestWaitingMs ?? ctx.nowMs)).toISOString(),
    lag_ms: Math.max(0, ctx.nowMs - (oldestWaitingMs ?? ctx.nowMs)),
    outbox: { waiting: books.outboxWaiting, in_flight: books.outboxInFlight },
    spool: {
      accepted: spool?.accepted ?? 0,
      stored: spool?.stored ?? 0,
      dead: spool?.dead ?? 0,
      waiting: spool?.waiting ?? 0,
    },
    dead_letters: books.deadLetters,
    dirty_days: books.dirtyDays,
    jobs: {
      open: books.openJobs,
      outcome_unknown: books.outcomeUnknown,
      lost: books.lost,
    },
  };
}
