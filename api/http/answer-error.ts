import { HTTPException } from "hono/http-exception";
import { ClickHouseFault } from "../../db/clickhouse/clickhouse-fault.ts";
import { isPostgresUnavailable } from "../../db/postgres/postgres-error.ts";
import type { ApiLog } from "../deps.ts";
import { ApiError } from "./api-error.ts";
import { problemResponse } from "./problem-response.ts";

/** Answers whatever was thrown. What is not a refusal of ours is logged and answered with the request id alone. */
export function answerError(error: unknown, requestId: string, log: ApiLog): Response {
  const known = asApiError(error);
  if (known !== null) {
    if (known.code === "books_unavailable" || known.code === "analytics_unavailable") {
      log.warn({ err: error, requestId }, "a store can't be reached");
    }
    return problemResponse(known, requestId);
  }
  log.error({ err: error, requestId }, "a call failed");
  return problemResponse(
    new ApiError("internal", `Report this request id to whoever runs this server: ${requestId}.`),
    requestId,
  );
}

function asApiError(error: unknown): ApiError | null {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return new ApiError("malformed_json", "Send a body that is valid JSON.");
  }
  if (error instanceof ClickHouseFault && error.kind !== "poison") {
    return new ApiError(
      "analytics_unavailable",
      "ClickHouse does not answer. Nothing is lost: figures return when it does.",
    );
  }
  if (isPostgresUnavailable(error)) {
    return new ApiError(
      "books_unavailable",
      "Postgres does not answer. Try again in a few seconds.",
    );
  }
  return null;
}
