import type { ClickHouse } from "../db/clickhouse/client.ts";
import type { Postgres } from "../db/postgres/client.ts";
import type { ConfigurationFact } from "./contract/system.ts";

/** Structured log lines: fields first, then a sentence. A pino logger fits. */
export interface ApiLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Counters that live in the process and not in a database. */
export interface LiveBooks {
  /** Request records on this process's disk spool; null where no proxy runs. */
  readonly spool: {
    readonly accepted: number;
    readonly stored: number;
    readonly dead: number;
    readonly waiting: number;
    /** When the oldest waiting record was written, ms; null when nothing waits. */
    readonly oldestAtMs: number | null;
  } | null;
}

/** What this process knows of itself, for whoever runs it; no secret is in it. */
export interface ProcessFacts {
  readonly startedAtMs: number;
  /** Of Node.js. */
  readonly node: string;
  readonly roles: readonly string[];
  readonly stores: "embedded" | "servers";
  readonly memoryBytes: number;
  /** The disk under the data directory. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  readonly configuration: readonly ConfigurationFact[];
}

/** Where reports read: the embedded engine, which knows a user for each workspace, or a server of the company's own. */
export type BiSource =
  | {
      readonly kind: "embedded";
      access(workspaceId: string): {
        readonly url: string;
        readonly database: string;
        readonly user: string;
        readonly password: string;
      };
    }
  /** Its address, without a password. */
  | { readonly kind: "server"; readonly url: string };

export interface ApiDeps {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  /** Seals upstream credentials. 32 bytes. */
  readonly masterKey: Uint8Array;
  /** Signs sessions and cursors; at least 32 characters. */
  readonly sessionSecret: string;
  /** The static management token, or null when there is none. */
  readonly adminToken: string | null;
  /** Where the product is reached, e.g. http://127.0.0.1:4080. */
  readonly publicUrl: string;
  /** One-time token for the first owner; null when set-up over HTTP is off. */
  readonly setupToken: string | null;
  /** Reporting currency. */
  readonly currency: string;
  readonly version: string;
  /** ms since the epoch. */
  readonly clock: () => number;
  readonly log: ApiLog;
  /** The account of a demo's dashboard, shown on its sign-in page; null outside the demo. */
  readonly demo: { readonly email: string; readonly password: string } | null;
  /** Makes this process's proxy see a change of keys, upstreams or prices at once. */
  directoryRefresh(): Promise<void>;
  live(): LiveBooks;
  processFacts(): ProcessFacts;
  readonly bi: BiSource;
  /** Aborted when the server stops taking work: answers without an end end then. */
  readonly stopping: AbortSignal;
}
