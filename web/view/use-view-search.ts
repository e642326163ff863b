import { useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { keepView } from "./keep-view.ts";
import { readViewSearch, type ViewSearch } from "./view-search.ts";

/** The part of the address to hand on to another page. */
export function useViewSearch(): ViewSearch {
  const search: ViewSearch = useSearch({ from: "/app" });
  return useMemo(() => keepView(readViewSearch({ ...search })), [search]);
}
