import { z } from "zod";
import type { ClickHouse } from "../client.ts";

/** A question as a value: fixed SQL, bound parameters, the shape of its rows. */
export interface Query<Row extends z.ZodType> {
  /** Names it in the server's query log. */
  readonly name: string;
  readonly sql: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly row: Row;
}

/** What one question of a person may cost. */
export const READ_LIMITS = {
  maxExecutionSeconds: 20,
  maxMemoryBytes: 900_000_000,
  maxResultRows: 200_000,
} as const;

/** Asks it. Rows are checked against their shape: a column that came back as a float is a fault, not a figure. */
export async function ask<Row extends z.ZodType>(
  ch: ClickHouse,
  query: Query<Row>,
  signal?: AbortSignal,
): Promise<z.output<Row>[]> {
  const result = await ch.client.query({
    query: `/* ${query.name} */ ${query.sql}`,
    query_params: { ...query.params },
    format: "JSONEachRow",
    ...(signal === undefined ? {} : { abort_signal: signal }),
    clickhouse_settings: {
      max_execution_time: READ_LIMITS.maxExecutionSeconds,
      max_memory_usage: String(READ_LIMITS.maxMemoryBytes),
      max_result_rows: String(READ_LIMITS.maxResultRows),
      do_not_merge_across_partitions_select_final: 1,
    },
  });
  return z.array(query.row).parse(await result.json());
}

/** Decimal text as ClickHouse quotes it, "-12.3". */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/);
/** A 64-bit count, quoted. */
export const countText = z.string().regex(/^\d+$/).transform(Number);
