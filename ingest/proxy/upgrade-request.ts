import { ServerResponse, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { Socket } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { faultDenials } from "./dispatch-relay.ts";
import { openDoor } from "./door.ts";
import { openExchange, type Caller, type Exchange } from "./exchange.ts";
import { finishExchange, type Ended } from "./finish-exchange.ts";
import { joinSockets, type JoinedSockets } from "./join-sockets.ts";
import type { RouteMatcher } from "./match-route.ts";
import { openUpstreamSocket } from "./open-upstream-socket.ts";
import { createOwnMessages } from "./own-messages.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { denials, invalidAttribution } from "./refusals.ts";
import { refuse } from "./send-answer.ts";
import type { UnderWay } from "./under-way.ts";

export interface Upgrader {
  /** Serves a request of node's `upgrade` event whose path begins with `/proxy/`. */
  serve(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Says good-bye on every websocket; no further one is opened. */
  close(): void;
}

const GOING_AWAY = 1_001;

/** The websockets of the proxy: through the same door as every request, each recorded as one at its end. */
export function createUpgrader(
  context: ProxyContext,
  matchRoute: RouteMatcher,
  underWay: UnderWay,
): Upgrader {
  const { limits } = context;
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.maxSocketRequestBytes,
    perMessageDeflate: false,
  });
  const joined = new Set<JoinedSockets>();
  let opening = 0;
  let closing = false;

  /** Null when it was refused. */
  const enter = (exchange: Exchange): Caller | null => {
    const entry = openDoor(context, matchRoute, exchange.incoming);
    if (entry.kind === "deny") {
      recordAtClose(
        context,
        exchange,
        entry.who === null ? null : { ...entry.who, upstream: entry.upstream, route: null },
      );
      refuse(exchange, entry.adapter, entry.denial);
      return null;
    }
    const { caller } = entry;
    const { key, headers, adapter, route } = caller;
    recordAtClose(context, exchange, caller);
    const attributed = context.attributor.ofHeaders(
      key,
      exchange.incoming.headers,
      headers.attributed,
    );
    if (attributed.kind === "refuse") {
      refuse(exchange, adapter, invalidAttribution(attributed.header, attributed.reason));
    } else if (route.kind !== "websocket" || adapter.websocket === undefined) {
      refuse(exchange, adapter, denials.unknownRoute);
    } else if (!isHandshake(exchange.incoming)) {
      refuse(exchange, adapter, denials.badHandshake);
    } else if (closing || joined.size + opening >= limits.maxSockets) {
      const { retryAfterSeconds } = limits;
      refuse(exchange, adapter, { ...denials.overloaded, retryAfterSeconds });
    } else {
      exchange.attribution = attributed.attribution;
      return caller;
    }
    return null;
  };

  const join = (
    exchange: Exchange,
    caller: Caller,
    ends: { client: WebSocket; upstream: WebSocket },
  ): void => {
    const { adapter, key, upstream } = caller;
    const { jobBook } = context;
    underWay.begin();
    const messages = createOwnMessages({
      read: adapter.websocket?.open() ?? nothing,
      find: (id) => jobBook.find(key.workspaceId, upstream.id, id),
      observe: (job, seen) => void jobBook.observe(job, seen),
      pass(message) {
        exchange.bytesOut += message.data.length;
        sockets.pass(message);
      },
    });
    const sockets = joinSockets(ends.client, ends.upstream, {
      limits,
      clock: context.clock,
      onUpstreamMessage: (message) => messages.take(message),
      onClientBytes(bytes) {
        exchange.bytesIn += bytes;
      },
      stillAllowed: () => openDoor(context, matchRoute, exchange.incoming).kind === "enter",
      onClosed() {
        messages.close();
        joined.delete(sockets);
        finishExchange(context, exchange, caller, { status: 101, clientAborted: false });
        underWay.end();
      },
    });
    joined.add(sockets);
    if (closing) sockets.close(GOING_AWAY, "");
  };

  return {
    async serve(incoming, socket, head) {
      socket.on("error", () => socket.destroy());
      if (!(socket instanceof Socket)) {
        socket.destroy();
        return;
      }
      const startedAtMs = context.clock();
      const outgoing = answerOn(incoming, socket);
      const exchange = openExchange(incoming, outgoing, context.mintId(startedAtMs), startedAtMs);
      const caller = enter(exchange);
      if (caller === null) return;
      opening += 1;
      const opened = await openUpstreamSocket(caller, context).finally(() => {
        opening -= 1;
      });
      exchange.upstreamMs = context.clock() - startedAtMs;
      if (opened.kind === "fault") {
        refuse(exchange, caller.adapter, faultDenials[opened.fault]);
        return;
      }
      const upstream = opened.socket;
      if (socket.destroyed) {
        upstream.terminate();
        return;
      }
      outgoing.removeAllListeners("close");
      outgoing.detachSocket(socket);
      const cut = (): void => {
        upstream.terminate();
        finishExchange(context, exchange, caller, { status: 400, clientAborted: true });
      };
      socket.once("close", cut);
      server.handleUpgrade(incoming, socket, head, (client) => {
        socket.off("close", cut);
        join(exchange, caller, { client, upstream });
      });
    },
    close() {
      closing = true;
      for (const sockets of joined) sockets.close(GOING_AWAY, "");
    },
  };
}

/** An answer for a request whose line node has let go of: refusals are written like everywhere else. */
function answerOn(incoming: IncomingMessage, socket: Socket): ServerResponse {
  const outgoing = new ServerResponse(incoming);
  outgoing.shouldKeepAlive = false;
  outgoing.assignSocket(socket);
  outgoing.once("finish", () => socket.end());
  return outgoing;
}

function recordAtClose(context: ProxyContext, exchange: Exchange, ended: Ended | null): void {
  exchange.outgoing.once("close", () => finishExchange(context, exchange, ended));
}

const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;

/** RFC 6455 §4.2.1, as the library demands it too: checked before the upstream hears of it. */
function isHandshake({ method, headers }: IncomingMessage): boolean {
  return (
    method === "GET" &&
    headers.upgrade?.toLowerCase() === "websocket" &&
    WEBSOCKET_KEY.test(headers["sec-websocket-key"] ?? "") &&
    headers["sec-websocket-version"] === "13"
  );
}

function nothing() {
  return { for: { kind: "nobody" }, observation: null } as const;
}
