import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { serveWithoutUpgrade } from "./serve-without-upgrade.ts";

/** How the port is guarded. Times in ms. */
export const LISTEN_LIMITS = {
  /** A client must have sent its headers by then. */
  headersTimeoutMs: 10_000,
  /** And its whole request, the largest upload included. */
  requestTimeoutMs: 600_000,
  keepAliveTimeoutMs: 65_000,
  checkEveryMs: 2_000,
  maxHeaderBytes: 16_384,
  maxHeaders: 100,
  maxConnections: 20_000,
} as const;

export interface Listening {
  /** http://host:port as it was bound. */
  readonly url: string;
  /** Stops accepting, lets what is under way end until the deadline, then cuts it. */
  close(): Promise<void>;
}

const DRAIN_MS = 10_000;

export class PortTakenError extends Error {
  override readonly name = "PortTakenError";
}

/** Serves a request of node's `upgrade` event. */
export type Upgrade = (incoming: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Answers a request; the second argument carries node's own request and response. */
export type Fetch = Parameters<typeof getRequestListener>[0];

/**
 * Opens the port. @throws PortTakenError with what to do about it.
 * @param upgrade serves what asks for a websocket; without it there are none.
 */
export async function listen(
  fetch: Fetch,
  at: { host: string; port: number },
  upgrade: Upgrade = notFound,
): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: LISTEN_LIMITS.headersTimeoutMs,
      requestTimeout: LISTEN_LIMITS.requestTimeoutMs,
      keepAliveTimeout: LISTEN_LIMITS.keepAliveTimeoutMs,
      connectionsCheckingInterval: LISTEN_LIMITS.checkEveryMs,
      maxHeaderSize: LISTEN_LIMITS.maxHeaderBytes,
      noDelay: true,
    },
    guarded(getRequestListener(fetch)),
  );
  server.on("upgrade", guardedUpgrade(server, upgrade));
  // Node drops headers past its own count without a word; ours refuses the request (see guarded).
  server.maxHeadersCount = 0;
  server.maxConnections = LISTEN_LIMITS.maxConnections;
  await bound(server, at);
  const { port } = server.address() as AddressInfo; // a bound TCP server has one
  const host = at.host.includes(":") ? `[${at.host}]` : at.host;
  return { url: `http://${host}:${port}`, close: () => closed(server) };
}

/** A path that another reader would shorten to a different route than the one it was checked for. */
const DOT_SEGMENT = /^[^?]*(?:\/|\\|%2f|%5c)(?:\.|%2e){1,2}(?:[/\\?]|%2f|%5c|$)/i;

type Listener = ReturnType<typeof getRequestListener>;

/** Node accepts these; nothing behind the port should have to. */
function guarded(
  listener: Listener,
): (incoming: Parameters<Listener>[0], outgoing: Parameters<Listener>[1]) => void {
  return (incoming, outgoing) => {
    const fault = faultOf(incoming);
    if (fault === null) {
      void listener(incoming, outgoing);
      return;
    }
    outgoing.writeHead(fault, { connection: "close" });
    outgoing.end();
  };
}

/** The status to refuse a request with, or null. */
function faultOf({
  method,
  url = "",
  rawHeaders,
}: {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly rawHeaders: readonly string[];
}): 400 | 405 | 431 | null {
  if (method === "TRACE") return 405;
  if (!url.startsWith("/") || DOT_SEGMENT.test(url)) return 400;
  if (rawHeaders.length / 2 > LISTEN_LIMITS.maxHeaders) return 431;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  return hosts === 1 ? null : 400;
}

function notFound(_incoming: IncomingMessage, socket: Duplex): void {
  refuseUpgrade(socket, 404);
}

function guardedUpgrade(server: Server, upgrade: Upgrade): Upgrade {
  return (incoming, socket, head) => {
    if (incoming.headers.upgrade?.toLowerCase() !== "websocket") {
      serveWithoutUpgrade(server, incoming, socket, head);
      return;
    }
    const fault = faultOf(incoming);
    if (fault === null) upgrade(incoming, socket, head);
    else refuseUpgrade(socket, fault);
  };
}

function bound(server: Server, at: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(error.code === "EADDRINUSE" ? portTaken(at) : error);
    });
    server.listen(at.port, at.host, resolve);
  });
}

function portTaken({ host, port }: { host: string; port: number }): PortTakenError {
  return new PortTakenError(
    `Port ${port} on ${host} is taken by another program. Stop it, or set PORT to another one (0 picks a free one).`,
  );
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await done;
  clearTimeout(cut);
}
