/** True for a lost or refused connection, a server that is starting or stopping, and a timed-out statement. */
export function isPostgresUnavailable(error: unknown): boolean {
  const code = postgresErrorCode(error);
  return code !== null && (UNAVAILABLE_CODES.has(code) || UNAVAILABLE_CLASS.test(code));
}

/** The SQLSTATE, or the driver's or the system's code, looking through wrapped errors; null when there is none. */
export function postgresErrorCode(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < MAX_CAUSES; depth += 1) {
    if ("code" in at && typeof at.code === "string") return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) at = at.errors[0];
    else at = at.cause;
  }
  return null;
}

const MAX_CAUSES = 5;

/** 08 connection exceptions, 53 insufficient resources, 57P operator intervention (PostgreSQL, appendix A). */
const UNAVAILABLE_CLASS = /^(08...|53...|57P..)$/;

const UNAVAILABLE_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "25P03", // idle_in_transaction_session_timeout
  "55P03", // lock_not_available
  "57014", // query_canceled: statement_timeout
]);
