import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { BooksUnavailableError } from "../job-book.ts";
import type { ProviderAdapter } from "../providers/adapter.ts";
import { createAttributor } from "./attribute-call.ts";
import { createJob } from "./create-job.ts";
import { openDoor, type Denied } from "./door.ts";
import { openExchange, type Call, type Caller, type Exchange } from "./exchange.ts";
import { finishExchange } from "./finish-exchange.ts";
import { createIdMinter } from "./id-minter.ts";
import { createJobAnswerReader, type JobAnswerReader } from "./job-answer-reader.ts";
import { listJobs } from "./list-jobs.ts";
import { createRouteMatcher, type RouteMatcher } from "./match-route.ts";
import type { ProxyContext } from "./proxy-context.ts";
import type { ProxyDeps } from "./proxy-ports.ts";
import { denials, invalidAttribution } from "./refusals.ts";
import { relayAuxiliary } from "./relay-auxiliary.ts";
import { relayJob } from "./relay-job.ts";
import { refuse } from "./send-answer.ts";
import { createUnderWay } from "./under-way.ts";
import { createUpgrader } from "./upgrade-request.ts";
import { createUpstreamPools } from "./upstream-pools.ts";

export interface Proxy {
  /** Serves `/proxy/{upstream}/…`; needs node's own request and response, as `@hono/node-server` hands them on. */
  readonly app: Hono<{ Bindings: HttpBindings }>;
  /** Serves a request of node's `upgrade` event, if its path begins with `/proxy/`. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every websocket; no further one is opened. */
  closeSockets(): void;
  /** Resolves when every exchange under way has ended and the connections are closed. */
  close(): Promise<void>;
  /** Cuts what is still under way. Creates that were sent keep their row and are looked up later. */
  destroy(): Promise<void>;
}

/**
 * The metering proxy. Hono only routes: bodies go between node's streams and undici, because web streams cost
 * most of a small request's time.
 */
export function createProxy(deps: ProxyDeps): Proxy {
  const readers = new Map<ProviderAdapter, JobAnswerReader>();
  const context: ProxyContext = {
    ...deps,
    clock: () => deps.clock(),
    booksClock: () => deps.booksClock(),
    pools: createUpstreamPools(deps.limits, deps.lookup),
    attributor: createAttributor(),
    readerOf(adapter) {
      let reader = readers.get(adapter);
      if (reader === undefined) {
        readers.set(adapter, (reader = createJobAnswerReader(adapter, () => deps.clock())));
      }
      return reader;
    },
    mintId: createIdMinter((count) => deps.randomBytes(count)),
  };
  const matchRoute = createRouteMatcher();
  const underWay = createUnderWay();
  const upgrader = createUpgrader(context, matchRoute, underWay);

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.all("/proxy/*", (c) => {
    // Hono answers HEAD itself, out of a GET route's response; no adapter declares HEAD.
    if (c.env.incoming.method === "HEAD") return c.body(null, 404);
    underWay.begin();
    void serve(context, matchRoute, c.env.incoming, c.env.outgoing).finally(underWay.end);
    return RESPONSE_ALREADY_SENT;
  });

  return {
    app,
    upgrade(incoming, socket, head) {
      underWay.begin();
      const failed = (error: unknown): void => {
        context.log.error({ err: error }, "a websocket failed to open");
        socket.destroy();
      };
      void upgrader.serve(incoming, socket, head).catch(failed).finally(underWay.end);
    },
    closeSockets: () => upgrader.close(),
    async close() {
      upgrader.close();
      await underWay.idle();
      await context.pools.close();
    },
    destroy() {
      upgrader.close();
      return context.pools.destroy();
    },
  };
}

/** One exchange, from its first byte to its record. Never rejects. */
async function serve(
  context: ProxyContext,
  matchRoute: RouteMatcher,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const startedAtMs = context.clock();
  const exchange = openExchange(incoming, outgoing, context.mintId(startedAtMs), startedAtMs);
  const entry = openDoor(context, matchRoute, incoming);
  if (entry.kind === "deny") {
    turnAway(context, exchange, entry);
    return;
  }
  const { caller } = entry;
  outgoing.once("close", () => finishExchange(context, exchange, caller));

  const { key, headers, adapter } = caller;
  const attributed = context.attributor.ofHeaders(key, incoming.headers, headers.attributed);
  if (attributed.kind === "refuse") {
    refuse(exchange, adapter, invalidAttribution(attributed.header, attributed.reason));
    return;
  }
  const call: Call = Object.assign(exchange, { caller, attribution: attributed.attribution });
  try {
    await handle(context, call);
  } catch (error) {
    failed(context, call, caller, error);
  }
}

function handle(context: ProxyContext, call: Call): Promise<void> {
  switch (call.caller.route.kind) {
    case "create":
      return createJob(context, call);
    case "list":
      return listJobs(context, call);
    case "auxiliary":
      return relayAuxiliary(context, call);
    case "websocket":
      refuse(call, call.caller.adapter, denials.upgradeRequired);
      return Promise.resolve();
    case "retrieve":
    case "cancel":
    case "delete":
    case "content":
      return relayJob(context, call);
  }
}

function turnAway(context: ProxyContext, exchange: Exchange, entry: Denied): void {
  const { who, upstream } = entry;
  const ended = who === null ? null : { ...who, upstream, route: null };
  exchange.outgoing.once("close", () => finishExchange(context, exchange, ended));
  refuse(exchange, entry.adapter, entry.denial);
}

function failed(context: ProxyContext, call: Call, caller: Caller, error: unknown): void {
  if (error instanceof BooksUnavailableError) {
    const { retryAfterSeconds } = context.limits;
    refuse(call, caller.adapter, { ...denials.booksUnavailable, retryAfterSeconds });
    return;
  }
  context.log.error({ request_id: call.requestId, err: error }, "a proxied request failed");
  refuse(call, caller.adapter, denials.internal);
}
