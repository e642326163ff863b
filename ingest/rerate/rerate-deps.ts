import type { ClickHouse } from "../../db/clickhouse/client.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import type { Currency } from "../../domain/money.ts";
import type { Log } from "../log.ts";

export interface RerateDeps {
  readonly pg: Postgres;
  readonly ch: ClickHouse;
  /** Of cost limits, whose holds follow a corrected cost. */
  readonly reportingCurrency: Currency;
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Log;
  /** Generations in one batch; RERATE_BATCH_ROWS when absent. */
  readonly batchRows?: number;
}

/** A batch names every id in a question, which has 256 KiB. */
export const RERATE_BATCH_ROWS = 2_000;
