import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as callbacks from "./schema/callbacks.ts";
import * as finance from "./schema/finance.ts";
import * as gateway from "./schema/gateway.ts";
import * as identity from "./schema/identity.ts";
import * as jobs from "./schema/jobs.ts";
import * as months from "./schema/months.ts";
import * as quotas from "./schema/quotas.ts";
import * as providerInvoices from "./schema/provider-invoices.ts";
import * as rerates from "./schema/rerates.ts";
import * as revenueImports from "./schema/revenue-imports.ts";
import * as stripe from "./schema/stripe.ts";

const schema = {
  ...callbacks,
  ...identity,
  ...gateway,
  ...jobs,
  ...quotas,
  ...finance,
  ...rerates,
  ...months,
  ...providerInvoices,
  ...revenueImports,
  ...stripe,
};

export type PostgresOptions =
  | { readonly kind: "url"; readonly url: string; readonly max?: number }
  | {
      readonly kind: "embedded";
      /** A host name, or the folder of the Unix socket (starts with "/"). */
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password?: string;
      readonly database: string;
    };

export type Database = PostgresJsDatabase<typeof schema>;
/** What `pg.drizzle.transaction` hands to its body. */
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** What `pg.sql.begin` hands to its body. */
export type SqlTransaction = postgres.TransactionSql;

/**
 * `sql` is the driver: timestamps come as strings and json goes in as text (drizzle sets the parsers of the
 * shared client), numerics and 64-bit integers come as strings. `drizzle` has every table of the schema.
 */
export interface Postgres {
  readonly sql: postgres.Sql;
  readonly drizzle: Database;
  close(): Promise<void>;
}

/** No statement of ours runs longer; a migration lifts it for itself. */
export const STATEMENT_TIMEOUT_MS = 10_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
const CONNECT_TIMEOUT_SECONDS = 5;
/** What still runs at a close may take this long. */
const CLOSE_TIMEOUT_SECONDS = 2;
const RECONNECT_MAX_SECONDS = 1;
const DEFAULT_POOL_SIZE = 10;

/**
 * Opens a pool; connections are made when first used. The embedded pool is one connection: a query on the pool
 * inside a transaction then waits for itself for ever, so hand on the transaction.
 */
export function openPostgres(options: PostgresOptions): Postgres {
  const sql =
    options.kind === "url"
      ? postgres(options.url, { ...shared, max: options.max ?? DEFAULT_POOL_SIZE })
      : postgres({
          ...shared,
          host: options.host,
          port: options.port,
          user: options.user,
          database: options.database,
          ...(options.password === undefined ? {} : { password: options.password }),
          max: 1,
          max_lifetime: null,
        });
  return {
    sql,
    drizzle: drizzle(sql, { schema }),
    close: () => sql.end({ timeout: CLOSE_TIMEOUT_SECONDS }),
  };
}

const shared = {
  fetch_types: false,
  connect_timeout: CONNECT_TIMEOUT_SECONDS,
  // The default back-off reaches 20 s, and a create would wait that long to be told that the books are away.
  backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, RECONNECT_MAX_SECONDS),
  onnotice: () => {},
  connection: {
    application_name: "reelmeter",
    TimeZone: "UTC",
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  },
} as const;
