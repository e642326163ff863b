import type { IncomingMessage, ServerResponse } from "node:http";
import type { Attribution } from "../../domain/attribution-fields.ts";
import type { ProxyKey, Upstream, WorkspaceSettings } from "../directory.ts";
import type { ProviderAdapter } from "../providers/adapter.ts";
import type { ProviderRoute } from "../providers/provider-route.ts";
import type { InboundHeaders } from "./inbound-headers.ts";
import type { PathParams } from "./match-route.ts";

/** Who calls, and what for: known once the request passed the door. */
export interface Caller {
  readonly key: ProxyKey;
  readonly workspace: WorkspaceSettings;
  readonly upstream: Upstream;
  readonly adapter: ProviderAdapter;
  readonly route: ProviderRoute;
  readonly params: PathParams;
  readonly headers: InboundHeaders;
  /** When the call came in, ms. */
  readonly atMs: number;
  /** The query as it goes upstream: without any key. */
  readonly query: string;
  /** Path and query on the upstream. */
  readonly upstreamPath: string;
}

/** One request and its answer. What is learnt on the way is kept here until the record is written. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly requestId: string;
  readonly startedAtMs: number;
  attribution: Attribution | null;
  upstreamMs: number | null;
  bytesIn: number;
  bytesOut: number;
  errorCode: string;
  generationId: string | null;
  providerJobId: string | null;
  /** Headers of ours beyond the request id: name, value, name, value … */
  readonly announced: string[];
}

/** An exchange that passed the door. */
export interface Call extends Exchange {
  readonly caller: Caller;
  attribution: Attribution;
}

export function openExchange(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  requestId: string,
  startedAtMs: number,
): Exchange {
  return {
    incoming,
    outgoing,
    requestId,
    startedAtMs,
    attribution: null,
    upstreamMs: null,
    bytesIn: 0,
    bytesOut: 0,
    errorCode: "",
    generationId: null,
    providerJobId: null,
    announced: [],
  };
}

/** True when the client left before the answer's end. */
export function clientGone(exchange: Exchange): boolean {
  return exchange.outgoing.destroyed || exchange.outgoing.closed;
}
