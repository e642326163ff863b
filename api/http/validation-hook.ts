import { ApiError } from "./api-error.ts";
import { fieldErrors } from "./field-errors.ts";

type Validation =
  | { readonly success: true }
  | {
      readonly success: false;
      readonly error: { readonly issues: Parameters<typeof fieldErrors>[0] };
    };

const ROOTS: Readonly<Record<string, string>> = { json: "body", param: "path", query: "query" };

/** Turns a refused input into the one 400 of the API. */
export function refuseInvalid(result: Validation & { readonly target: string }): void {
  if (result.success) return;
  const errors = fieldErrors(result.error.issues, ROOTS[result.target] ?? result.target);
  const names = [...new Set(errors.map((error) => error.field))];
  throw new ApiError(
    "invalid_input",
    `Correct ${names.slice(0, 5).join(", ")}, then try again.`,
    errors,
  );
}
