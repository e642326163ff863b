/** What ClickHouse tells in `X-ClickHouse-Summary`; figures the engine does not report are 0. */
export interface QuerySummary {
  readonly readRows: number;
  readonly readBytes: number;
  readonly writtenRows: number;
  readonly writtenBytes: number;
  readonly resultRows: number;
  readonly resultBytes: number;
  readonly elapsedNs: number;
}

/** An answer whose first piece is known, so that a failure before it still has its own status. */
export interface QueryAnswer {
  readonly format: string;
  readonly summary: QuerySummary;
  readonly pieces: AsyncIterable<Buffer>;
}

export const NOTHING_READ: QuerySummary = {
  readRows: 0,
  readBytes: 0,
  writtenRows: 0,
  writtenBytes: 0,
  resultRows: 0,
  resultBytes: 0,
  elapsedNs: 0,
};

/** The header's value: JSON with every figure as a string. */
export function summaryHeader(summary: QuerySummary): string {
  return JSON.stringify({
    read_rows: String(summary.readRows),
    read_bytes: String(summary.readBytes),
    written_rows: String(summary.writtenRows),
    written_bytes: String(summary.writtenBytes),
    total_rows_to_read: "0",
    result_rows: String(summary.resultRows),
    result_bytes: String(summary.resultBytes),
    elapsed_ns: String(summary.elapsedNs),
    real_time_microseconds: String(Math.round(summary.elapsedNs / 1_000)),
  });
}
