import { type Answer, type Planned, bodyLengthBytes } from "./answer.ts";
import type { Inbound } from "./inbound.ts";

/**
 * The simulator without a socket: a request in, a response out. A cut connection is a rejection
 * or an errored body, a hang lasts until the request is aborted.
 */
export async function serveFetch(
  handle: (inbound: Inbound) => Promise<Planned | null>,
  request: Request,
): Promise<Response> {
  const planned = await handle(toInbound(request));
  if (planned === null) throw cutError();
  const { delivery, answer } = planned;
  if (delivery.latencyMs > 0) await abortedWithin(request.signal, delivery.latencyMs);
  if (delivery.fault === "hang-headers") await abortedWithin(request.signal, null);
  if (request.signal.aborted || delivery.fault === "cut-before") {
    planned.onDone?.(0, false);
    request.signal.throwIfAborted();
    throw cutError();
  }
  const bare = planned.withoutBody || answer.status === 304;
  const headers = new Headers(answer.headers);
  if (answer.status !== 304) headers.set("content-length", String(bodyLengthBytes(answer.body)));
  if (bare) planned.onDone?.(0, true);
  return new Response(bare ? null : bodyStream(planned), { status: answer.status, headers });
}

function toInbound(request: Request): Inbound {
  const url = new URL(request.url);
  return {
    method: request.method,
    target: url.pathname + url.search,
    header: (name) => request.headers.get(name),
    rawHeaders: [...request.headers].flat(),
    body: request.body,
  };
}

function bodyStream(planned: Planned): ReadableStream<Uint8Array> {
  const { delivery, answer, onDone } = planned;
  const length = bodyLengthBytes(answer.body);
  const limit = delivery.fault === "none" ? length : (delivery.atByte ?? Math.floor(length / 2));
  const parts = partsOf(answer.body);
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      const next = sent < limit ? parts.next() : null;
      if (next !== null && next.done !== true) {
        const piece = next.value.subarray(0, limit - sent);
        sent += piece.byteLength;
        controller.enqueue(piece);
      } else if (delivery.fault === "none") {
        onDone?.(sent, true);
        controller.close();
      } else if (delivery.fault === "cut-body") {
        onDone?.(sent, false);
        controller.error(cutError());
      } else {
        return new Promise<void>(() => {});
      }
      return undefined;
    },
    cancel() {
      onDone?.(sent, false);
    },
  });
}

function* partsOf(body: Answer["body"]): Generator<Uint8Array> {
  if (typeof body === "string") yield Buffer.from(body);
  else if (body instanceof Uint8Array) yield body;
  else yield* body.chunks();
}

function cutError(): TypeError {
  return new TypeError("The simulator cut the connection");
}

/** Waits for the time (null: for ever) or the abort, whichever comes first. */
function abortedWithin(signal: AbortSignal, waitMs: number | null): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = waitMs === null ? null : setTimeout(resolve, waitMs);
    const stop = (): void => {
      if (timer !== null) clearTimeout(timer);
      resolve();
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
