import type { Problem } from "../../api/contract/problem.ts";

/** An answer of the API that is not a success, or no answer at all. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  /** One entry for each faulty field of the input. */
  readonly fields: readonly { readonly field: string; readonly message: string }[];

  constructor(problem: Partial<Problem> & { readonly status: number; readonly detail: string }) {
    super(problem.detail);
    this.status = problem.status;
    this.code = problem.code ?? "unknown";
    this.requestId = problem.request_id ?? null;
    this.fields = problem.errors ?? [];
  }
}

/** Makes the error of a failed answer. Anything that is no problem document keeps only its status. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const requestId = response.headers.get("reelmeter-request-id");
  const body: unknown = await response.json().catch(() => null);
  const fields = isRecord(body) ? body : {};
  const detail = [fields["detail"], fields["message"], fields["title"]].find(isText);
  const error = new ProblemError({
    ...fields,
    status: response.status,
    detail: detail ?? `HTTP ${response.status}`,
    ...(isText(fields["request_id"]) || requestId === null ? {} : { request_id: requestId }),
  });
  return error;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
