/** One HTTP exchange through the proxy, as it is written to ClickHouse `requests_v1`. */
export interface RequestRecord {
  readonly requestId: string;
  readonly workspaceId: string;
  readonly atMs: number;
  readonly keyId: string;
  readonly upstream: string;
  readonly provider: string;
  readonly method: string;
  /** Route template, e.g. /v1/videos/{id} */
  readonly route: string;
  readonly status: number;
  readonly generationId: string | null;
  readonly providerJobId: string | null;
  readonly feature: string;
  readonly userId: string;
  /** First byte of the client's request to last byte of our answer, ms. */
  readonly durationMs: number;
  /** Time to the upstream's response headers, ms; null when it was never called. */
  readonly upstreamMs: number | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** A closed code when we refused or failed, else "". */
  readonly errorCode: string;
  readonly clientAborted: boolean;
  /** The SDK's own retry counter, 0 when absent. */
  readonly retryCount: number;
  readonly retainDays: number;
}

/** Takes records off the hot path. `record` never blocks and never throws; `overloaded` tells creates to answer 503. */
export interface RequestLog {
  record(entry: RequestRecord): void;
  overloaded(): boolean;
}
