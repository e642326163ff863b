import type { Day } from "../../domain/finance/calendar-day.ts";
import { toClickHouseFault } from "./clickhouse-fault.ts";
import type { ClickHouse } from "./client.ts";
import { changedCells, changedParams, spendDigestQuery } from "./queries/closed-spend.ts";
import type { DayStarts } from "./queries/day-starts.ts";
import { ask } from "./queries/query.ts";
import { CLOSED_SPEND_KEYS } from "./closed-spend-table.ts";

/** What a closing freezes. */
export interface SpendToClose {
  readonly workspaceId: string;
  /** A new id: what an attempt that failed has written under its own is read by nobody. */
  readonly closingId: string;
  /** The closings in force. */
  readonly before: readonly string[];
  /** The days to look at, in parts: those of the month, and those of the months before. */
  readonly days: readonly DayStarts[];
  /** The first day that is the month's own. */
  readonly ownFrom: Day;
}

/** What stands there after it was read back. */
export interface ClosedSpend {
  readonly rows: number;
  readonly sha256: string;
}

const KEYS = CLOSED_SPEND_KEYS.join(", ");

/**
 * Copies the rollup's cells of a month, and what the months before have changed by since they were closed, and reads
 * back a digest of it. @throws ClickHouseFault
 */
export async function closeSpend(ch: ClickHouse, spend: SpendToClose): Promise<ClosedSpend> {
  const { workspaceId, closingId } = spend;
  try {
    for (const days of spend.days) {
      await ch.client.command({
        query: `INSERT INTO closed_spend_v1 (workspace_id, closing_id, own, day, ${KEYS}, generations, in_flight, lost, unpriced, cost)
SELECT {workspace:String}, {closing:UUID}, day >= toDate({own_from:Int32}), day, ${KEYS},
  sum(cell.generations) AS generations, sum(cell.in_flight) AS in_flight, sum(cell.lost) AS lost,
  sum(cell.unpriced) AS unpriced, sum(cell.cost) AS cost
FROM (${changedCells(days)}) AS cell
GROUP BY day, ${KEYS}
HAVING generations != 0 OR in_flight != 0 OR lost != 0 OR unpriced != 0 OR cost != 0`,
        query_params: {
          ...changedParams(workspaceId, spend.before, days),
          closing: closingId,
          own_from: spend.ownFrom,
        },
        clickhouse_settings: ch.cluster === null ? {} : { distributed_foreground_insert: 1 },
      });
    }
    const [read] = await ask(ch, spendDigestQuery(workspaceId, closingId));
    if (read === undefined) throw new Error("a digest without a row");
    return read;
  } catch (error) {
    throw toClickHouseFault(error);
  }
}
