import { LIVE_WINDOW_MINUTES, MAX_LIVE_ENDED } from "../../domain/live-window.ts";
import type { LiveFrame, LiveJob } from "../contract/live.ts";

/** What one look at the books told. */
export interface LiveReading extends Pick<
  LiveFrame,
  "in_flight" | "held" | "unpriced" | "minutes" | "yardsticks"
> {
  readonly atMs: number;
  /** Jobs in flight, and those that ended since the look before. */
  readonly jobs: readonly LiveJob[];
}

export interface NumberedFrame {
  readonly revision: number;
  readonly frame: LiveFrame;
}

/** What is known of a workspace's jobs now; each change has a number, so that each watcher gets what it has not seen. */
export interface LiveBoard {
  take(reading: LiveReading): void;
  /** The books could not be read. */
  fail(): void;
  /** What changed after a revision (0: everything), or null when nothing did. */
  since(revision: number): NumberedFrame | null;
  /** Ids that were in flight at the last reading. */
  openIds(): readonly string[];
}

interface Entry {
  readonly job: LiveJob;
  readonly text: string;
  readonly revision: number;
}

const WINDOW_MS = LIVE_WINDOW_MINUTES * 60_000;

export function createLiveBoard(): LiveBoard {
  const entries = new Map<string, Entry>();
  let revision = 0;
  let summary: Omit<LiveFrame, "jobs" | "full"> | null = null;
  let summaryText = "";

  /** A higher revision when any job or figure is another than before. */
  function take({ atMs, jobs, ...figures }: LiveReading): void {
    const next = revision + 1;
    const text = JSON.stringify(figures);
    let changed = text !== summaryText || summary?.current !== true;
    for (const job of jobs) {
      const jobText = JSON.stringify(job);
      if (entries.get(job.id)?.text === jobText) continue;
      entries.set(job.id, { job, text: jobText, revision: next });
      changed = true;
    }
    summary = { ...figures, at: new Date(atMs).toISOString(), current: true };
    summaryText = text;
    forget(atMs);
    if (changed) revision = next;
  }

  /** The last ones stay, for ten minutes. */
  function forget(nowMs: number): void {
    const ended = [...entries.values()].filter(({ job }) => job.ended_at !== null);
    const newestFirst = ended.toSorted((a, b) => endOf(b.job) - endOf(a.job));
    newestFirst.forEach(({ job }, index) => {
      if (index >= MAX_LIVE_ENDED || endOf(job) < nowMs - WINDOW_MS) entries.delete(job.id);
    });
  }

  return {
    take,
    fail() {
      if (summary === null || !summary.current) return;
      summary = { ...summary, current: false };
      revision += 1;
    },
    since(seen) {
      if (summary === null || seen >= revision) return null;
      const fresh = [...entries.values()].filter((entry) => entry.revision > seen);
      return {
        revision,
        frame: { ...summary, full: seen === 0, jobs: fresh.map(({ job }) => job) },
      };
    },
    openIds: () =>
      [...entries.values()].flatMap(({ job }) => (job.ended_at === null ? [job.id] : [])),
  };
}

function endOf(job: LiveJob): number {
  return Date.parse(job.ended_at ?? "");
}
