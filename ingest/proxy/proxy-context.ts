import type { Attributor } from "./attribute-call.ts";
import type { ProviderAdapter } from "../providers/adapter.ts";
import type { JobAnswerReader } from "./job-answer-reader.ts";
import type { ProxyDeps } from "./proxy-ports.ts";
import type { UpstreamPools } from "./upstream-pools.ts";

/** What the handlers share: the deps and what the proxy opened itself. */
export interface ProxyContext extends ProxyDeps {
  readonly pools: UpstreamPools;
  readonly attributor: Attributor;
  readonly readerOf: (adapter: ProviderAdapter) => JobAnswerReader;
  /** A UUIDv7 of the moment. */
  readonly mintId: (atMs: number) => string;
}
