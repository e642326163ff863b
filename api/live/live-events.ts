import type { LiveWatch } from "./live-hub.ts";

/** Proxies cut a connection on which nothing is said for a minute. */
const HEARTBEAT_MS = 15_000;
/** What the browser waits before it comes again. */
const RETRY_MS = 1_000;

interface LiveEventsInput {
  readonly watch: LiveWatch;
  /** Until then; the first frame is sent in any case. */
  readonly forMs: number;
  /** Aborted when the client leaves. */
  readonly left: AbortSignal;
}

/**
 * What a watcher is told, as server-sent events. Each is made when the one before it was taken: who reads slowly gets fewer
 * of them, never old ones, and nothing is kept for anybody.
 */
export async function* liveEvents({ watch, forMs, left }: LiveEventsInput): AsyncGenerator<string> {
  const over = AbortSignal.timeout(Math.max(forMs, 0));
  let seen = 0;
  yield `retry: ${RETRY_MS}\n\n`;
  while (!left.aborted && !watch.over() && !(over.aborted && seen > 0)) {
    const news = watch.since(seen);
    if (news !== null) {
      seen = news.revision;
      yield `id: ${news.revision}\nevent: jobs\ndata: ${JSON.stringify(news.frame)}\n\n`;
    } else if (!(await looked(watch, [left, over]))) {
      yield ": still here\n\n";
    }
  }
}

/** False when nothing happened for the length of a heartbeat. */
function looked(watch: LiveWatch, ends: readonly AbortSignal[]): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), HEARTBEAT_MS);
    const wake = () => done(true);
    const done = (value: boolean) => {
      clearTimeout(timer);
      for (const signal of ends) signal.removeEventListener("abort", wake);
      watch.onLook(() => {});
      resolve(value);
    };
    watch.onLook(wake);
    for (const signal of ends) signal.addEventListener("abort", wake);
  });
}
