import { ApiError } from "../http/api-error.ts";

/** The refusal of a question about more revenue entries than one reads. */
export function tooManyEntries(most: number): ApiError {
  return new ApiError(
    "question_too_large",
    `Choose a shorter period: revenue of more than ${most} entries is recognised in this one.`,
  );
}
