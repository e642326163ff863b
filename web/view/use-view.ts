import { useSuspenseQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { meQuery } from "../client/session-queries.ts";
import { useNow } from "../frame/use-now.ts";
import { resolveView, type View } from "./view.ts";
import type { ViewSearch } from "./view-search.ts";

const CLOCK_MS = 15_000;

/** What the address says to look at. The object changes only when the view does. */
export function useView(): View {
  const search: ViewSearch = useSearch({ from: "/app" });
  const { data: me } = useSuspenseQuery(meQuery);
  const now = useNow(CLOCK_MS);
  const view = resolveView(search, me.workspace.timezone, now);
  const identity = JSON.stringify(view);
  return useMemo(() => JSON.parse(identity) as View, [identity]);
}
