import type { Call } from "./exchange.ts";
import type { JsonTap } from "./json-tap.ts";
import type { ProxyContext } from "./proxy-context.ts";
import { denials, type Denial } from "./refusals.ts";
import { Relay, type RelayFault } from "./relay.ts";
import { refuse } from "./send-answer.ts";
import { upstreamHeaders } from "./upstream-headers.ts";

export interface RelayOptions {
  /** What goes upstream; null without a body. */
  readonly body: Buffer | null;
  readonly headersMs: number;
  /** Longest silence of the upstream inside its body. */
  readonly bodyIdleMs: number;
  /** Longest standstill of the client's line; 0 for no bound of its own. */
  readonly clientIdleMs: number;
  readonly maxJsonBytes: number;
  /** See `RelayPlan`. */
  readonly onAnswered?: (status: number, tap: JsonTap | null) => Promise<unknown> | null;
  readonly bodyInstead?: (tap: JsonTap) => Buffer | null;
}

/** Sends a request upstream and relays what comes back. */
export function dispatchRelay(context: ProxyContext, call: Call, options: RelayOptions): void {
  const { upstream, adapter, route, upstreamPath } = call.caller;
  const { onAnswered, bodyInstead, body } = options;
  const headers = upstreamHeaders(call.caller);
  if (body !== null) headers.push("content-length", String(body.length));
  const relay = new Relay(call, {
    maxJsonBytes: options.maxJsonBytes,
    idleMs: options.clientIdleMs,
    clock: context.clock,
    ...(onAnswered === undefined ? {} : { onAnswered }),
    ...(bodyInstead === undefined ? {} : { bodyInstead }),
    onFault: (fault) => refuse(call, adapter, faultDenials[fault]),
  });
  const accepted = context.pools.for(upstream).dispatch(
    {
      method: route.method,
      path: upstreamPath,
      headers,
      body,
      headersTimeout: options.headersMs,
      bodyTimeout: options.bodyIdleMs,
    },
    relay,
  );
  if (!accepted) {
    const retryAfterSeconds = context.limits.retryAfterSeconds;
    refuse(call, adapter, { ...denials.overloaded, retryAfterSeconds });
  }
}

/** What the client hears when the upstream gave no answer. */
export const faultDenials: Readonly<Record<RelayFault, Denial>> = {
  unreachable: denials.unreachable,
  broken: denials.broken,
  timeout: denials.timeout,
};
