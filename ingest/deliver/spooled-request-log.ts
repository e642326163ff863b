import { requestLine } from "../../db/clickhouse/rows/request-row.ts";
import type { Spool } from "../../db/spool/spool.ts";
import type { RequestLog } from "../request-log.ts";

/** A request log on the disk spool: a record costs the hot path one JSON text and a push. */
export function openSpooledRequestLog(spool: Pick<Spool, "append" | "overloaded">): RequestLog {
  return {
    record: (entry) => spool.append(requestLine(entry)),
    overloaded: () => spool.overloaded(),
  };
}
