import type { ClickHouse } from "./client.ts";
import type { InternedTexts } from "./interned-texts.ts";
import type { ReplayQuery } from "./queries/backtest.ts";
import { ReplayDecoder, type ReplayRow } from "./replay-decoder.ts";

/** What one pass over a history may cost. Its rows stream by, so their number is bound by the time alone. */
const HISTORY_LIMITS = { maxExecutionSeconds: 30, maxMemoryBytes: 900_000_000 } as const;

/** What the numbers in the rows stand for. */
export interface HistoryNames {
  readonly users: InternedTexts;
  readonly features: InternedTexts;
}

/**
 * Streams a history and shows each row to `visit`; other work gets its turn between two pieces of it.
 * @throws ClickHouseFault, or the client's own error, when it can't be read to its end.
 */
export async function readHistory(
  ch: ClickHouse,
  query: ReplayQuery,
  visit: (row: ReplayRow) => void,
): Promise<HistoryNames> {
  const decoder = new ReplayDecoder(query, visit);
  const { stream } = await ch.client.exec({
    query: `/* ${query.name} */ ${query.sql}`,
    query_params: { ...query.params },
    clickhouse_settings: {
      max_execution_time: HISTORY_LIMITS.maxExecutionSeconds,
      max_memory_usage: String(HISTORY_LIMITS.maxMemoryBytes),
      do_not_merge_across_partitions_select_final: 1,
    },
  });
  // An HTTP response without an encoding gives buffers.
  for await (const piece of stream as AsyncIterable<Buffer>) decoder.push(piece);
  decoder.end();
  return { users: decoder.textsOf(0), features: decoder.textsOf(1) };
}
