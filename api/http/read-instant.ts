import { invalidField } from "./api-error.ts";

/** Years that every store holds; beyond them an instant is a typing error. */
const YEARS = { first: 1970, last: 2999 } as const;

/** An instant that its schema let through, as every store can hold it. @throws ApiError naming the field. */
export function readInstant(text: string, field: string): Date {
  const at = new Date(text);
  const year = at.getUTCFullYear();
  if (!(year >= YEARS.first && year <= YEARS.last)) {
    throw invalidField(field, `must lie in the years ${YEARS.first} to ${YEARS.last}`);
  }
  return at;
}

/** The same for a field that may be left out or null. */
export function readInstantOrNull(text: string | null | undefined, field: string): Date | null {
  return text == null ? null : readInstant(text, field);
}
