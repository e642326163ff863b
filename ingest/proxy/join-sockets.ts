import type { WebSocket } from "ws";
import type { SocketMessage } from "../providers/optional-wires.ts";
import type { ProxyLimits } from "./proxy-limits.ts";

export interface JoinedSockets {
  /** Says good-bye to both ends and cuts whoever does not answer in time. */
  close(code: number, reason: string): void;
  /** Passes a message of the upstream on to the client. */
  pass(message: SocketMessage): void;
}

export interface JoinOptions {
  readonly limits: Pick<ProxyLimits, "socketPingMs" | "socketCloseMs">;
  readonly clock: () => number;
  readonly onUpstreamMessage: (message: SocketMessage) => void;
  readonly onClientBytes: (bytes: number) => void;
  /** False when the connection may not go on. */
  readonly stillAllowed: () => boolean;
  /** Once, when the client's end is closed. */
  readonly onClosed: () => void;
}

/** Bytes that wait for one end before the other may send no more; it goes on below half of them. */
const MAX_WAITING_BYTES = 1_024 * 1_024;

/** Close codes that stand for what was not said (RFC 6455 §7.4.1) can't be sent on. */
const NO_CODE = 1_005;
const NORMAL = 1_000;
const POLICY = 1_008;
const UPSTREAM_BROKEN = 1_011;

/** Ties a client's websocket to an upstream's: messages both ways with back-pressure, and one end with the other. */
export function joinSockets(
  client: WebSocket,
  upstream: WebSocket,
  options: JoinOptions,
): JoinedSockets {
  const { limits } = options;
  const alive = new Set([client, upstream]);
  const ping = setInterval(() => {
    if (!options.stillAllowed()) return close(POLICY, "not allowed any more");
    // Both must have answered since the last time.
    if (alive.size < 2) return cut();
    alive.clear();
    client.ping();
    upstream.ping();
  }, limits.socketPingMs);
  ping.unref();

  const cut = (): void => {
    client.terminate();
    upstream.terminate();
  };
  let leaving: NodeJS.Timeout | null = null;
  const close = (code: number, reason: string): void => {
    clearInterval(ping);
    leaving ??= setTimeout(cut, limits.socketCloseMs);
    for (const end of [client, upstream]) {
      end.resume();
      end.close(code, reason);
    }
  };
  let open = 2;
  const ended = (): void => {
    open -= 1;
    if (open === 0 && leaving !== null) clearTimeout(leaving);
  };

  client.on("message", (data, binary) => {
    const message = bytesOf(data);
    options.onClientBytes(message.length);
    sendOn(client, upstream, message, binary);
  });
  upstream.on("message", (data, binary) =>
    options.onUpstreamMessage({ data: bytesOf(data), binary, seenAtMs: options.clock() }),
  );
  client.on("pong", () => alive.add(client));
  upstream.on("pong", () => alive.add(upstream));
  client.on("error", () => client.terminate());
  upstream.on("error", () => upstream.terminate());
  client.once("close", (code) => {
    ended();
    close(sendable(code, NORMAL), "");
    options.onClosed();
  });
  upstream.once("close", (code) => {
    ended();
    close(sendable(code, UPSTREAM_BROKEN), "");
  });
  upstream.resume();

  return {
    close,
    pass: ({ data, binary }) => sendOn(upstream, client, data, binary),
  };
}

function sendOn(from: WebSocket, to: WebSocket, data: Buffer, binary: boolean): void {
  if (to.readyState !== to.OPEN) return;
  to.send(data, { binary }, () => {
    if (from.isPaused && to.bufferedAmount < MAX_WAITING_BYTES / 2) from.resume();
  });
  if (to.bufferedAmount > MAX_WAITING_BYTES) from.pause();
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

/** The code with which the other end is told; 1006 and the like mean that nothing was said. */
function sendable(code: number, otherwise: number): number {
  if (code === NO_CODE) return NORMAL;
  const sent =
    (code >= 1_000 && code <= 1_003) || (code >= 1_007 && code <= 1_014) || code >= 3_000;
  return sent ? code : otherwise;
}
