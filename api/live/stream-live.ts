import { MAX_LIVE_SECONDS } from "../contract/live.ts";
import type { ApiContext } from "../http/api-env.ts";
import type { CallContext } from "../http/call-context.ts";
import { cutConnection } from "../http/cut-connection.ts";
import { liveEvents } from "./live-events.ts";
import type { LiveHub } from "./live-hub.ts";

/** Who has not read to the end by then has stopped reading. */
const GRACE_MS = 30_000;
/** A session that ended, a member who was removed or a key that was revoked watches no longer than this. */
const CHECK_EVERY_MS = 5_000;

/** Tells what happens to the workspace's jobs, as it happens. */
export function streamLive(
  c: ApiContext,
  ctx: CallContext,
  {
    hub,
    seconds = MAX_LIVE_SECONDS,
    mayStillWatch,
  }: {
    readonly hub: LiveHub;
    readonly seconds?: number | undefined;
    /** Asked again and again while the stream is open; whoever may not is cut off. */
    readonly mayStillWatch: () => Promise<boolean>;
  },
): Response {
  const watch = hub.watch(ctx.workspaceId);
  const leaving = new AbortController();
  const leave = () => leaving.abort();
  const forMs = seconds * 1_000;
  const stuck = setTimeout(() => cutConnection(c.env), forMs + GRACE_MS);
  leaving.signal.addEventListener("abort", () => {
    watch.leave();
    clearTimeout(stuck);
  });
  const events = liveEvents({ watch, forMs, left: leaving.signal });
  const encoder = new TextEncoder();
  let checkedMs = performance.now();
  const mayHear = async (): Promise<boolean> => {
    if (performance.now() - checkedMs < CHECK_EVERY_MS) return true;
    checkedMs = performance.now();
    return mayStillWatch();
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await events.next();
      if (next.done !== true && (await mayHear()))
        return controller.enqueue(encoder.encode(next.value));
      leave();
      controller.close();
    },
    cancel: leave,
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
      // A connection kept for another request would hold up the end of the server.
      connection: "close",
    },
  });
}
