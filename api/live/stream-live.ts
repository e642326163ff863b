import { MAX_LIVE_SECONDS } from "../contract/live.ts";
import type { ApiContext } from "../http/api-env.ts";
import type { CallContext } from "../http/call-context.ts";
import { cutConnection } from "../http/cut-connection.ts";
import { liveEvents } from "./live-events.ts";
import type { LiveHub } from "./live-hub.ts";

/** Who has not read to the end by then has stopped reading. */
const GRACE_MS = 30_000;

/** Tells what happens to the workspace's jobs, as it happens. */
export function streamLive(
  c: ApiContext,
  ctx: CallContext,
  {
    hub,
    seconds = MAX_LIVE_SECONDS,
  }: { readonly hub: LiveHub; readonly seconds?: number | undefined },
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
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await events.next();
      if (next.done !== true) return controller.enqueue(encoder.encode(next.value));
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
