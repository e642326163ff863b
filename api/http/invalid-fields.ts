import { ApiError, type FieldError } from "./api-error.ts";

const NAMED = 5;
const MAX_ERRORS = 100;

/** The 400 for several faulty fields. */
export function invalidFields(errors: readonly FieldError[]): ApiError {
  const names = [...new Set(errors.map((error) => error.field))].slice(0, NAMED);
  return new ApiError(
    "invalid_input",
    `Correct ${names.join(", ")}, then try again.`,
    errors.slice(0, MAX_ERRORS),
  );
}
