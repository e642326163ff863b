import { ProblemError } from "./problem-error.ts";

/** True where what was asked for by its id is not there, or could not be: deleted, of another workspace, mistyped. */
export function isGone(error: Error | null): boolean {
  return error instanceof ProblemError && [400, 404].includes(error.status);
}
