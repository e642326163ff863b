import { stringifySearch } from "../view/url-codec.ts";
import { ProblemError, readProblem } from "./problem-error.ts";
import { workspaceHeader } from "./tab-workspace.ts";

export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

const CALL_TIMEOUT_MS = 30_000;

/**
 * Calls this server's API and reads its JSON. The answer's type is the contract's, which the server's own tests hold
 * it to.
 * @throws ProblemError for every answer that is no success (status 0: no answer within CALL_TIMEOUT_MS)
 */
export async function callApi<Answer>(path: string, call: Call = {}): Promise<Answer> {
  const timeout = AbortSignal.timeout(CALL_TIMEOUT_MS);
  const method = call.method ?? "GET";
  const response = await fetch(`${path}${stringifySearch(call.query ?? {})}`, {
    method,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      ...workspaceHeader(),
      // Also on a change without a body: the server takes no change that is not said to be JSON.
      ...(method === "GET" ? {} : { "content-type": "application/json" }),
      ...call.headers,
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    signal: call.signal === undefined ? timeout : AbortSignal.any([call.signal, timeout]),
  }).catch((cause: unknown) => {
    if (call.signal?.aborted === true) throw cause;
    throw new ProblemError({ status: 0, code: "unreachable", detail: "" });
  });
  if (!response.ok) throw await readProblem(response);
  if (response.status === 204) return undefined as Answer;
  return (await response.json()) as Answer;
}
