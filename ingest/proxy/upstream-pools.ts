import { Pool } from "undici";
import type { LookupFunction } from "node:net";
import type { Dispatcher } from "undici";
import type { Upstream } from "../directory.ts";
import { guardedConnector } from "./guarded-connector.ts";
import type { ProxyLimits } from "./proxy-limits.ts";

/** A handler that says when its request is over, well or not. */
export interface CountedHandler extends Dispatcher.DispatchHandler {
  onDone: (() => void) | null;
}

/** A pool of connections to one upstream origin, and how many requests are at it. */
export interface UpstreamPool {
  /** False, and nothing dispatched, when too many requests are at the upstream already. */
  dispatch(options: Dispatcher.DispatchOptions, handler: CountedHandler): boolean;
}

export interface UpstreamPools {
  for(upstream: Upstream): UpstreamPool;
  /** Ends when the requests under way have ended. */
  close(): Promise<void>;
  /** Cuts what is still under way. */
  destroy(): Promise<void>;
}

const KEEP_ALIVE_MS = 30_000;

/** One bounded keep-alive pool per upstream origin; the one opened first is closed when there are too many. */
export function createUpstreamPools(
  limits: ProxyLimits,
  lookup: LookupFunction | undefined,
): UpstreamPools {
  const pools = new Map<string, CountedPool>();
  // Upstreams are immutable objects of the directory's present state.
  const ofUpstream = new WeakMap<Upstream, CountedPool>();

  const open = (upstream: Upstream): CountedPool => {
    const connect = guardedConnector({
      allowPrivate: upstream.allowPrivate,
      connectMs: limits.connectMs,
      ...(lookup === undefined ? {} : { lookup }),
    });
    return new CountedPool(
      new Pool(upstream.baseUrl.origin, {
        connect,
        connections: limits.connectionsPerUpstream,
        keepAliveTimeout: KEEP_ALIVE_MS,
        pipelining: 1,
      }),
      limits.inFlightPerUpstream,
    );
  };

  return {
    for(upstream) {
      const same = ofUpstream.get(upstream);
      if (same !== undefined && !same.pool.closed) return same;
      const name = `${upstream.allowPrivate ? "private" : "public"} ${upstream.baseUrl.origin}`;
      const known = pools.get(name);
      if (known !== undefined) {
        ofUpstream.set(upstream, known);
        return known;
      }
      const opened = open(upstream);
      ofUpstream.set(upstream, opened);
      pools.set(name, opened);
      const [oldest] = pools;
      if (pools.size > limits.maxPools && oldest !== undefined) {
        pools.delete(oldest[0]);
        void oldest[1].pool.close();
      }
      return opened;
    },
    async close() {
      await Promise.all([...pools.values()].map((counted) => counted.pool.close()));
    },
    async destroy() {
      await Promise.all([...pools.values()].map((counted) => counted.pool.destroy()));
    },
  };
}

class CountedPool implements UpstreamPool {
  readonly pool: Pool;
  readonly #maxInFlight: number;
  #inFlight = 0;

  constructor(pool: Pool, maxInFlight: number) {
    this.pool = pool;
    this.#maxInFlight = maxInFlight;
  }

  dispatch(options: Dispatcher.DispatchOptions, handler: CountedHandler): boolean {
    if (this.#inFlight >= this.#maxInFlight) return false;
    this.#inFlight += 1;
    handler.onDone = () => {
      this.#inFlight -= 1;
      handler.onDone = null;
    };
    this.pool.dispatch(options, handler);
    return true;
  }
}
