import { LIVE_WINDOW_MINUTES, MAX_LIVE_ENDED, MAX_LIVE_OPEN } from "../../domain/live-window.ts";
import { formatNano, parseNano } from "../../domain/money.ts";
import type { Database } from "../../db/postgres/client.ts";
import {
  jobsById,
  minuteCounts,
  modelYardsticks,
  openJobs,
  openTotals,
  settledSince,
  type MinuteCount,
  type Yardstick,
} from "../../db/postgres/management/live-jobs.ts";
import type { LiveReading } from "./live-board.ts";
import { showLiveJob } from "./show-live-job.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A settlement is dated a moment before it can be read: each look begins this long before the one before it. */
const OVERLAP_MS = 15_000;
const YARDSTICKS_EVERY_MS = 60_000;
const YARDSTICK_CLIPS = { most: 5_000, fewest: 20 } as const;

/** Looks at a workspace's jobs again and again, from where it looked before. */
export interface LiveReader {
  /** @param openBefore ids that were in flight at the look before */
  read(nowMs: number, openBefore: readonly string[]): Promise<LiveReading>;
}

export function createLiveReader(db: Database, workspaceId: string): LiveReader {
  const minutes = new Map<number, MinuteCount>();
  let yardsticks: { readonly atMs: number; readonly list: readonly Yardstick[] } | null = null;
  let cursorMs: number | null = null;

  /** Minutes that are over can't change any more: only the last two are counted again. */
  async function countMinutes(nowMs: number): Promise<readonly MinuteCount[]> {
    const windowMs = nowMs - LIVE_WINDOW_MINUTES * MINUTE_MS;
    const sinceMs = cursorMs === null ? windowMs : Math.max(windowMs, cursorMs - MINUTE_MS);
    const fromMs = Math.floor(sinceMs / MINUTE_MS) * MINUTE_MS;
    const counted = await minuteCounts(db, workspaceId, new Date(fromMs));
    for (const minute of counted) minutes.set(minute.atMs, minute);
    for (const atMs of minutes.keys()) if (atMs <= windowMs - MINUTE_MS) minutes.delete(atMs);
    return [...minutes.values()].toSorted((a, b) => a.atMs - b.atMs);
  }

  async function measure(nowMs: number): Promise<readonly Yardstick[]> {
    if (yardsticks !== null && nowMs - yardsticks.atMs < YARDSTICKS_EVERY_MS) {
      return yardsticks.list;
    }
    const since = new Date(nowMs - DAY_MS);
    const list = await modelYardsticks(db, workspaceId, since, YARDSTICK_CLIPS);
    yardsticks = { atMs: nowMs, list };
    return list;
  }

  return {
    async read(nowMs, openBefore) {
      const sinceMs =
        cursorMs === null ? nowMs - LIVE_WINDOW_MINUTES * MINUTE_MS : cursorMs - OVERLAP_MS;
      const open = await openJobs(db, workspaceId, MAX_LIVE_OPEN);
      const settled = await settledSince(db, workspaceId, new Date(sinceMs), MAX_LIVE_ENDED);
      const known = new Set([...open, ...settled].map((row) => row.generationId));
      const gone = openBefore.filter((id) => !known.has(id));
      const moved = gone.length === 0 ? [] : await jobsById(db, workspaceId, gone);
      const totals = await openTotals(db, workspaceId);
      const counted = await countMinutes(nowMs);
      const measured = await measure(nowMs);
      cursorMs = nowMs;
      return {
        atMs: nowMs,
        jobs: [...open, ...settled, ...moved].map(showLiveJob),
        in_flight: totals.reduce((sum, { count }) => sum + count, 0),
        held: totals.flatMap(({ currency, held }) =>
          currency === null || held === null
            ? []
            : [{ currency, amount: formatNano(parseNano(held)) }],
        ),
        unpriced: totals.reduce((sum, total) => sum + total.unpriced, 0),
        minutes: counted.map(({ atMs, ...counts }) => ({
          at: new Date(atMs).toISOString(),
          ...counts,
        })),
        yardsticks: measured.map(({ model, p95Ms, clips }) => ({ model, p95_ms: p95Ms, clips })),
      };
    },
  };
}
