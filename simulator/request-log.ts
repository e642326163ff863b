import type { RouteName } from "./route.ts";

/** One request as it arrived. Headers include the credentials: this is a test instrument. */
export interface RequestRecord {
  readonly atMs: number;
  readonly requestId: string;
  readonly method: string;
  readonly target: string;
  readonly route: RouteName;
  /** By lower-case name; a repeated header's values are joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly files: Readonly<Record<string, number>>;
  readonly bodyBytes: number;
  /** SHA-256 of the body in hexadecimal; null when there was none, or it did not end. */
  readonly bodySha256: string | null;
  /** The answer's status; null while there is none. */
  readonly status: number | null;
}

/** What is noted while a request is served. */
export interface OpenRecord {
  readonly atMs: number;
  readonly requestId: string;
  readonly method: string;
  readonly target: string;
  readonly route: RouteName;
  readonly rawHeaders: readonly string[];
  fields: readonly string[];
  files: ReadonlyMap<string, number>;
  bodyBytes: number;
  bodySha256: string | null;
  status: number | null;
}

/** Counts over all requests since the start or the last reset. */
export interface Counters {
  readonly requestsByRoute: Partial<Record<RouteName, number>>;
  readonly answersByStatus: Record<string, number>;
  /** Downloads that the client, or a scripted fault, ended before their last byte. */
  abortedDownloads: number;
  /** Request bodies whose sender left before their end. */
  cancelledUploads: number;
  /** Requests that a scripted fault hit. */
  faultedRequests: number;
}

export interface RequestLog {
  open(record: OpenRecord): void;
  answered(record: OpenRecord, status: number): void;
  readonly counters: Counters;
  /** The last requests, oldest first. */
  last(limit: number): RequestRecord[];
  clear(): void;
}

/** Remembers the last `capacity` requests. */
export function createRequestLog(capacity: number): RequestLog {
  let ring: OpenRecord[] = [];
  let count = 0;
  const counters = emptyCounters();
  return {
    counters,
    open(record) {
      ring[count % capacity] = record;
      count += 1;
      counters.requestsByRoute[record.route] = (counters.requestsByRoute[record.route] ?? 0) + 1;
    },
    answered(record, status) {
      record.status = status;
      counters.answersByStatus[status] = (counters.answersByStatus[status] ?? 0) + 1;
    },
    last(limit) {
      const oldest = count % capacity;
      const inOrder = count <= capacity ? ring : [...ring.slice(oldest), ...ring.slice(0, oldest)];
      return inOrder.slice(-Math.max(1, limit)).map(show);
    },
    clear() {
      ring = [];
      count = 0;
      for (const key of routesOf(counters)) delete counters.requestsByRoute[key];
      for (const key of Object.keys(counters.answersByStatus)) delete counters.answersByStatus[key];
      counters.abortedDownloads = 0;
      counters.cancelledUploads = 0;
      counters.faultedRequests = 0;
    },
  };
}

function emptyCounters(): Counters {
  return {
    requestsByRoute: {},
    answersByStatus: {},
    abortedDownloads: 0,
    cancelledUploads: 0,
    faultedRequests: 0,
  };
}

function routesOf(counters: Counters): RouteName[] {
  // The keys of the record are route names by its type.
  return Object.keys(counters.requestsByRoute) as RouteName[];
}

function show(record: OpenRecord): RequestRecord {
  const { rawHeaders, files, ...rest } = record;
  const headers: Record<string, string> = {};
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    const value = rawHeaders[at + 1] ?? "";
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return { ...rest, headers, files: Object.fromEntries(files) };
}
