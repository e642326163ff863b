import type { z } from "zod";
import type { ClickHouse } from "./client.ts";
import { READ_LIMITS, type Query } from "./queries/query.ts";

/**
 * Asks a question whose answer may have any number of rows, and shows them one by one: they are never all in memory.
 * @throws ClickHouseFault, or the client's own error, when it can't be read to its end.
 */
export async function askEach<Row extends z.ZodType>(
  ch: ClickHouse,
  query: Query<Row>,
  visit: (row: z.output<Row>) => void,
): Promise<void> {
  const result = await ch.client.query({
    query: `/* ${query.name} */ ${query.sql}`,
    query_params: { ...query.params },
    format: "JSONEachRow",
    clickhouse_settings: {
      max_execution_time: READ_LIMITS.maxExecutionSeconds,
      max_memory_usage: String(READ_LIMITS.maxMemoryBytes),
      do_not_merge_across_partitions_select_final: 1,
    },
  });
  for await (const rows of result.stream()) {
    for (const row of rows) visit(query.row.parse(row.json()));
  }
}
