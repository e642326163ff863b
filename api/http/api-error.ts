/** Every way a call can be refused: its HTTP status and title, in one table. */
export const ERROR_TABLE = {
  invalid_input: { status: 400, title: "Some input is not valid" },
  bad_signature: { status: 400, title: "Not signed as it must be" },
  malformed_json: { status: 400, title: "The body is not JSON" },
  signed_out: { status: 401, title: "Not signed in" },
  forbidden: { status: 403, title: "Not allowed" },
  cross_site: { status: 403, title: "Cross-site request refused" },
  setup_closed: { status: 403, title: "Set-up is closed" },
  not_found: { status: 404, title: "Not found" },
  conflict: { status: 409, title: "Conflict" },
  changed_meanwhile: { status: 412, title: "Changed meanwhile" },
  question_too_large: { status: 400, title: "The question is too large" },
  body_too_large: { status: 413, title: "Body too large" },
  json_needed: { status: 415, title: "JSON needed" },
  csv_needed: { status: 415, title: "CSV needed" },
  idempotency_mismatch: { status: 422, title: "Idempotency key used for another body" },
  too_many_attempts: { status: 429, title: "Too many attempts" },
  too_many_streams: { status: 429, title: "Too many open streams" },
  internal: { status: 500, title: "Something went wrong here" },
  books_unavailable: { status: 503, title: "The books can't be reached" },
  analytics_unavailable: { status: 503, title: "The analytic store can't be reached" },
} as const satisfies Record<string, { status: number; title: string }>;

export type ApiErrorCode = keyof typeof ERROR_TABLE;

export interface FieldError {
  /** As in the request: `entries[3].amount`. */
  readonly field: string;
  readonly message: string;
}

/** A refusal that the caller may read. `detail` is a public sentence that says what to do next. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  constructor(code: ApiErrorCode, detail: string, errors: readonly FieldError[] = []) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

/** The 400 for one faulty field. */
export function invalidField(field: string, message: string): ApiError {
  return new ApiError("invalid_input", `${field} ${message}.`, [{ field, message }]);
}

/** The 404 for an id that does not exist or belongs to somebody else: the same answer. */
export function notFound(what: string): ApiError {
  return new ApiError("not_found", `There is no such ${what} in this workspace.`);
}
