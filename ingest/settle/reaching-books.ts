import { isPostgresUnavailable } from "../../db/postgres/postgres-error.ts";
import { BooksUnavailableError } from "../job-book.ts";

/** Runs database work; Postgres being away is thrown as BooksUnavailableError, anything else as it is. */
export async function reachingBooks<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPostgresUnavailable(error)) throw error;
    throw new BooksUnavailableError("The books can't be reached: try again shortly.", {
      cause: error,
    });
  }
}
