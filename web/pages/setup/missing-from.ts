import type { FirstRequest } from "../../../api/contract/setup.ts";
import { NONE } from "../../../domain/attribution-fields.ts";

export interface Missing {
  readonly what: "feature" | "user" | "price";
  /** The header that would have said it; null when a header is not the cure. */
  readonly header: string | null;
}

/** What a first request did not tell, and how to tell it. */
export function missingFrom(
  accepted: Pick<NonNullable<FirstRequest["accepted"]>, "feature" | "user" | "estimate">,
): readonly Missing[] {
  return [
    ...(accepted.feature === NONE
      ? [{ what: "feature" as const, header: "Reelmeter-Feature: remix" }]
      : []),
    ...(accepted.user === NONE ? [{ what: "user" as const, header: "Reelmeter-User: u_42" }] : []),
    ...(accepted.estimate === null ? [{ what: "price" as const, header: null }] : []),
  ];
}
