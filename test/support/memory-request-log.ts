import type { RequestLog, RequestRecord } from "../../ingest/request-log.ts";

/** A request log that keeps what it is given. */
export interface MemoryRequestLog extends RequestLog {
  readonly records: RequestRecord[];
  full: boolean;
}

export function createMemoryRequestLog(
  options: { readonly keepRecords?: boolean } = {},
): MemoryRequestLog {
  const { keepRecords = true } = options;
  const log: MemoryRequestLog = {
    records: [],
    full: false,
    record: (entry) => {
      if (keepRecords) log.records.push(entry);
    },
    overloaded: () => log.full,
  };
  return log;
}
