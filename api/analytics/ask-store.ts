import type { z } from "@hono/zod-openapi";
import { toClickHouseFault } from "../../db/clickhouse/clickhouse-fault.ts";
import type { ClickHouse } from "../../db/clickhouse/client.ts";
import { ask, type Query } from "../../db/clickhouse/queries/query.ts";
import { ApiError } from "../http/api-error.ts";

/** ClickHouse's codes for a question past its limits: time, rows, memory. */
const TOO_LARGE: ReadonlySet<number> = new Set([158, 159, 160, 241, 307, 396]);

/**
 * Asks the analytic store. @throws ClickHouseFault when it can't be reached, ApiError when the question is past its limits.
 */
export async function askStore<Row extends z.ZodType>(
  ch: ClickHouse,
  query: Query<Row>,
): Promise<z.output<Row>[]> {
  try {
    return await ask(ch, query);
  } catch (error) {
    throw toStoreError(error);
  }
}

/** What to throw for a question that failed: an ApiError past its limits, else a ClickHouseFault. */
export function toStoreError(error: unknown): Error {
  // A row of another shape is a fault of this build, not of the store.
  if (error instanceof Error && error.name === "ZodError") return error;
  const fault = toClickHouseFault(error);
  if (fault.code !== null && TOO_LARGE.has(fault.code)) {
    return new ApiError(
      "question_too_large",
      "Choose a shorter range or add a filter: answering this takes more than a question may.",
    );
  }
  return fault;
}
