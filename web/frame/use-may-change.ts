import { useSuspenseQuery } from "@tanstack/react-query";
import { meQuery } from "../client/session-queries.ts";

/** True when the role may change things; the server decides again on every call. */
export function useMayChange(): boolean {
  const { data: me } = useSuspenseQuery(meQuery);
  return me.role !== "viewer";
}
