import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";

export interface ClickHouseOptions {
  /** http(s)://user:password@host:port/database */
  readonly url: string;
  /** A cluster's name: replicated engines, ON CLUSTER, distributed reads. */
  readonly cluster: string | null;
}

export interface ClickHouse {
  readonly client: ClickHouseClient;
  readonly database: string;
  readonly cluster: string | null;
  /** True when it answers. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 60_000;
const MAX_CONNECTIONS = 16;

/** Opens a client; connections are made when first used. */
export function openClickHouse(options: ClickHouseOptions): ClickHouse {
  const url = new URL(options.url);
  const database = url.pathname.replace(/^\//, "") || "default";
  url.pathname = "/";
  const client = createClient({
    url,
    database,
    application: "reelmeter",
    request_timeout: REQUEST_TIMEOUT_MS,
    max_open_connections: MAX_CONNECTIONS,
    // Its errors reach us as exceptions; it must not write to the terminal on its own.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      // Without these two, money comes back as floats.
      output_format_json_quote_decimals: 1,
      output_format_json_quote_64bit_integers: 1,
      date_time_input_format: "best_effort",
    },
  });
  return {
    client,
    database,
    cluster: options.cluster,
    ping: async () => (await client.ping()).success,
    close: () => client.close(),
  };
}
