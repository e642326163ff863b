import type { LiveWatch } from "./live-hub.ts";

/**
 * Proxies cut a connection on which nothing is said for a minute; a reader takes one for dead that says nothing for
 * three of these.
 */
const HEARTBEAT_MS = 5_000;
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
  let saidMs = performance.now();
  yield `retry: ${RETRY_MS}\n\n`;
  while (!left.aborted && !watch.over() && !(over.aborted && seen > 0)) {
    const news = watch.since(seen);
    if (news !== null) {
      seen = news.revision;
      saidMs = performance.now();
      yield `id: ${news.revision}\nevent: jobs\ndata: ${JSON.stringify(news.frame)}\n\n`;
      continue;
    }
    await looked(watch, [left, over]);
    // A look that found nothing new says nothing: what stays silent for long would be taken for dead.
    if (performance.now() - saidMs < HEARTBEAT_MS) continue;
    saidMs = performance.now();
    yield "event: beat\ndata: {}\n\n";
  }
}

/** Until the next look at the books, the end, or the next heartbeat. */
function looked(watch: LiveWatch, ends: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      for (const signal of ends) signal.removeEventListener("abort", done);
      watch.onLook(() => {});
      resolve();
    };
    const timer = setTimeout(done, HEARTBEAT_MS);
    watch.onLook(done);
    for (const signal of ends) signal.addEventListener("abort", done);
  });
}
