import type { Carrier } from "./accept-job.ts";
import type { Inbound } from "./inbound.ts";
import type { ReadBody } from "./read-body.ts";
import type { Route } from "./route.ts";

/** A request with everything known about it. */
export interface Call {
  readonly route: Route;
  readonly inbound: Inbound;
  readonly query: URLSearchParams;
  readonly body: ReadBody | null;
  readonly carrier: Carrier;
}
