import type { LiveFrame, LiveJob } from "../../api/contract/live.ts";
import { LIVE_WINDOW_MINUTES, MAX_LIVE_ENDED } from "../../domain/live-window.ts";
import type { LiveList } from "../view/live-search.ts";

/** Everything that the stream has told so far. */
export interface LiveBoard {
  readonly summary: Omit<LiveFrame, "jobs" | "full">;
  readonly jobs: ReadonlyMap<string, LiveJob>;
  /** Server's clock − this one's, ms. */
  readonly skewMs: number;
}

export const WINDOW_MS = LIVE_WINDOW_MINUTES * 60_000;

/** Takes a frame in: a full one begins anew. What ended longer ago than the window is forgotten. */
export function foldFrame(
  before: LiveBoard | null,
  { jobs: changed, full, ...summary }: LiveFrame,
  receivedMs: number,
): LiveBoard {
  const atMs = Date.parse(summary.at);
  const jobs = new Map(full || before === null ? [] : before.jobs);
  for (const job of changed) jobs.set(job.id, job);
  endedFirst(jobs.values()).forEach((job, index) => {
    if (index >= MAX_LIVE_ENDED || msOf(job.ended_at) < atMs - WINDOW_MS) jobs.delete(job.id);
  });
  return { summary, jobs, skewMs: atMs - receivedMs };
}

/** How long 95 of 100 clips of each model take, ms. */
export type Yardsticks = ReadonlyMap<string, number>;

export function yardsticksOf({ summary }: LiveBoard): Yardsticks {
  return new Map(summary.yardsticks.map(({ model, p95_ms }) => [model, p95_ms]));
}

/** True for a job that has been in flight longer than 95 of 100 clips of its model. */
export function isSlow(job: LiveJob, yardsticks: Yardsticks, nowMs: number): boolean {
  const usual = yardsticks.get(job.model);
  return job.ended_at === null && usual !== undefined && nowMs - msOf(job.created_at) > usual;
}

export type LiveLists = Readonly<Record<LiveList, readonly LiveJob[]>>;

/** The jobs by what is asked about them: the newest first, of the slow ones the oldest. */
export function liveLists(board: LiveBoard, nowMs: number): LiveLists {
  const yardsticks = yardsticksOf(board);
  const open = [...board.jobs.values()]
    .filter((job) => job.ended_at === null)
    .toSorted((a, b) => msOf(b.created_at) - msOf(a.created_at));
  const ended = endedFirst(board.jobs.values()).filter(
    (job) => msOf(job.ended_at) >= nowMs - WINDOW_MS,
  );
  return {
    open,
    slow: open.filter((job) => isSlow(job, yardsticks, nowMs)).toReversed(),
    ended,
    failed: ended.filter((job) => job.status !== "succeeded"),
  };
}

export interface LiveMinute {
  readonly atMs: number;
  readonly arrived: number;
  readonly settled: number;
  readonly failed: number;
}

const MINUTE_MS = 60_000;

/** The last ten full minutes, those without anything as zeros: nothing happened then, which is known. */
export function fullMinutes({ summary }: LiveBoard, nowMs: number): readonly LiveMinute[] {
  const present = Math.floor(nowMs / MINUTE_MS);
  const known = new Map(summary.minutes.map((minute) => [msOf(minute.at), minute]));
  return Array.from({ length: LIVE_WINDOW_MINUTES }, (_, index) => {
    const atMs = (present - LIVE_WINDOW_MINUTES + index) * MINUTE_MS;
    const { arrived = 0, settled = 0, failed = 0 } = known.get(atMs) ?? {};
    return { atMs, arrived, settled, failed };
  });
}

function endedFirst(jobs: Iterable<LiveJob>): LiveJob[] {
  return [...jobs]
    .filter((job) => job.ended_at !== null)
    .toSorted((a, b) => msOf(b.ended_at) - msOf(a.ended_at));
}

function msOf(at: string | null): number {
  return Date.parse(at ?? "");
}
