import { z } from "zod";
import { isUuid } from "../../domain/uuid-v7.ts";
import { toClickHouseFault } from "./clickhouse-fault.ts";
import type { ClickHouse } from "./client.ts";
import type { BatchTable } from "./insert-batch.ts";

/** What identifies a row in its table, and where to look for it. */
interface Keys {
  readonly id: "generation_id" | "revenue_id";
  readonly time: "created_at" | null;
}

const KEYS = {
  generations_v1: { id: "generation_id", time: "created_at" },
  revenue_v1: { id: "revenue_id", time: null },
} as const satisfies Partial<Record<BatchTable, Keys>>;

const counted = z.tuple([z.object({ rows: z.coerce.number() })]);
const versioned = z.array(
  z.object({ id: z.string(), version: z.coerce.number(), created_at: z.string().optional() }),
);

/**
 * Counts how many rows of a batch the table really holds, each in its version or a later one. The batch may be
 * forgotten only when that is all of them.
 * @throws ClickHouseFault when ClickHouse can't say.
 */
export async function countBatch(
  ch: ClickHouse,
  table: BatchTable,
  batchId: string,
  rows: readonly object[],
): Promise<number> {
  if (rows.length === 0) return 0;
  try {
    if (table === "requests_v1") return await countRequests(ch, batchId);
    return await countVersions(ch, table, rows);
  } catch (error) {
    throw toClickHouseFault(error);
  }
}

/**
 * Counts the request records of a batch, whose id they carry; one that was sent twice counts once.
 * @throws ClickHouseFault when ClickHouse can't say.
 */
export async function countRequests(ch: ClickHouse, batchId: string): Promise<number> {
  try {
    const result = await ch.client.query({
      query: "SELECT uniqExact(request_id) AS rows FROM requests_v1 WHERE batch_id = {batch:UUID}",
      query_params: { batch: batchId },
      format: "JSONEachRow",
    });
    return counted.parse(await result.json())[0].rows;
  } catch (error) {
    throw toClickHouseFault(error);
  }
}

/** Bound parameters travel in the address, which is too short for a batch; a checked UUID can be written out. */
function uuidList(ids: readonly string[]): string {
  const odd = ids.find((id) => !isUuid(id));
  if (odd !== undefined) throw new TypeError(`not a UUID: ${odd}`);
  return ids.map((id) => `'${id}'`).join(",");
}

async function countVersions(
  ch: ClickHouse,
  table: keyof typeof KEYS,
  rows: readonly object[],
): Promise<number> {
  const { id, time } = KEYS[table];
  const wanted = versioned.parse(
    rows.map((row) => ({ ...row, id: Object.getOwnPropertyDescriptor(row, id)?.value })),
  );
  const times = wanted.flatMap((row) => (row.created_at === undefined ? [] : [row.created_at]));
  times.sort();
  const within =
    time === null
      ? ""
      : `${time} BETWEEN parseDateTime64BestEffort({first:String}, 3, 'UTC') AND parseDateTime64BestEffort({last:String}, 3, 'UTC') AND`;
  const result = await ch.client.query({
    query: `SELECT toString(${id}) AS id, max(version) AS version FROM ${table}
WHERE ${within} ${id} IN (${uuidList(wanted.map((row) => row.id))}) GROUP BY ${id}`,
    query_params: { first: times[0], last: times.at(-1) },
    format: "JSONEachRow",
  });
  const found = new Map(versioned.parse(await result.json()).map((row) => [row.id, row.version]));
  return wanted.filter((row) => (found.get(row.id) ?? 0) >= row.version).length;
}
