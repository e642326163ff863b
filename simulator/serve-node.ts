import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type Answer, type Planned, bodyLengthBytes } from "./answer.ts";
import type { Inbound } from "./inbound.ts";

const partBytes = 64 * 1024;

/**
 * The listener of a `node:http` server. It works on the raw request and response, since faults
 * need the socket, and since polls must be cheap.
 */
export function serveNode(
  handle: (inbound: Inbound) => Promise<Planned | null>,
  reportError: (error: unknown) => void,
): RequestListener {
  return (request, response) => {
    respond(handle, request, response).catch((error: unknown) => {
      reportError(error);
      request.socket.destroy();
    });
  };
}

async function respond(
  handle: (inbound: Inbound) => Promise<Planned | null>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const planned = await handle(toInbound(request));
  if (planned === null) {
    request.socket.destroy();
    return;
  }
  const { delivery, answer } = planned;
  if (delivery.latencyMs > 0) await closedWithin(response, delivery.latencyMs);
  if (response.destroyed || delivery.fault === "cut-before") {
    request.socket.destroy();
    planned.onDone?.(0, false);
    return;
  }
  if (delivery.fault === "hang-headers") {
    await closed(response);
    planned.onDone?.(0, false);
    return;
  }
  const length = bodyLengthBytes(answer.body);
  // A body refused midway is read to its end, so that its sender gets to see the refusal.
  if (!request.complete) response.once("finish", () => request.resume());
  const bare = planned.withoutBody || answer.status === 304;
  response.writeHead(
    answer.status,
    answer.status === 304 ? answer.headers : { ...answer.headers, "content-length": length },
  );
  if (bare) {
    response.end();
    planned.onDone?.(0, true);
  } else if (delivery.fault !== "none") {
    await sendPart(response, answer, delivery.atByte ?? Math.floor(length / 2));
    if (delivery.fault === "cut-body") request.socket.destroy();
    else await closed(response);
    planned.onDone?.(delivery.atByte ?? Math.floor(length / 2), false);
  } else if (planned.onDone === null && !isGenerated(answer.body)) {
    response.end(answer.body);
  } else {
    const sent = await sendAll(response, answer);
    planned.onDone?.(sent, response.writableFinished);
  }
}

function toInbound(request: IncomingMessage): Inbound {
  const { headers } = request;
  const hasBody =
    headers["transfer-encoding"] !== undefined || (headers["content-length"] ?? "0") !== "0";
  return {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    header(name) {
      const value = headers[name];
      return (Array.isArray(value) ? value.join(", ") : value) ?? null;
    },
    rawHeaders: request.rawHeaders,
    // The stream must outlive a refused body, or the refusal could not be answered.
    body: hasBody ? request.iterator({ destroyOnReturn: false }) : null,
  };
}

/** Sends the whole body with back-pressure. Returns the bytes taken, when all went or none will. */
async function sendAll(response: ServerResponse, answer: Answer): Promise<number> {
  let sent = 0;
  for (const part of partsOf(answer.body)) {
    if (response.destroyed) return sent;
    sent += part.byteLength;
    if (!response.write(part)) await drained(response);
  }
  const ended = new Promise<void>((resolve) => {
    response.once("finish", resolve).once("close", resolve);
  });
  response.end();
  await ended;
  return sent;
}

async function sendPart(response: ServerResponse, answer: Answer, limit: number): Promise<void> {
  let left = limit;
  response.flushHeaders();
  for (const part of partsOf(answer.body)) {
    if (response.destroyed || left <= 0) break;
    const piece = part.subarray(0, left);
    left -= piece.byteLength;
    await flushed(response, piece);
  }
}

function* partsOf(body: Answer["body"]): Generator<Uint8Array> {
  if (isGenerated(body)) {
    yield* body.chunks();
    return;
  }
  const whole = typeof body === "string" ? Buffer.from(body) : body;
  for (let at = 0; at < whole.byteLength; at += partBytes) {
    yield whole.subarray(at, at + partBytes);
  }
}

function isGenerated(body: Answer["body"]): body is Exclude<Answer["body"], string | Uint8Array> {
  return typeof body === "object" && "chunks" in body;
}

/** Resolves when the bytes went to the operating system, or never will. */
function flushed(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    response.write(bytes, () => resolve());
  });
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

function closed(response: ServerResponse): Promise<void> {
  if (response.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    response.once("close", resolve);
  });
}

/** Waits, but no longer than the client does. */
function closedWithin(response: ServerResponse, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      response.off("close", done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    response.once("close", done);
  });
}
