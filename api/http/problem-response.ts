import type { Problem } from "../contract/problem.ts";
import { ERROR_TABLE, type ApiError } from "./api-error.ts";

const RETRY_AFTER_SECONDS = 5;

/** A refusal as RFC 9457 problem details. */
export function problemResponse(error: ApiError, requestId: string): Response {
  const { status, title } = ERROR_TABLE[error.code];
  const body: Problem = {
    type: "about:blank",
    title,
    status,
    detail: error.detail,
    code: error.code,
    request_id: requestId,
    ...(error.errors.length === 0 ? {} : { errors: [...error.errors] }),
  };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="reelmeter"');
  if (status === 503) headers.set("retry-after", String(RETRY_AFTER_SECONDS));
  return new Response(JSON.stringify(body), { status, headers });
}
