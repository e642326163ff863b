import { queryOptions } from "@tanstack/react-query";
import type {
  SavedView,
  SavedViewsAnswer,
  ViewInput,
  ViewPatch,
} from "../../api/contract/views.ts";
import { callApi } from "./call-api.ts";

/** More than a menu can show; the rest is reached by their links. */
const VIEWS_LISTED = 200;

export const savedViewsQuery = queryOptions({
  queryKey: ["saved-views"],
  queryFn: ({ signal }) =>
    callApi<SavedViewsAnswer>("/api/v1/views", { query: { limit: VIEWS_LISTED }, signal }),
  staleTime: 30_000,
});

export function saveView(input: ViewInput): Promise<SavedView> {
  return callApi("/api/v1/views", { method: "POST", body: input });
}

export function changeSavedView(id: string, change: ViewPatch): Promise<SavedView> {
  return callApi(`/api/v1/views/${encodeURIComponent(id)}`, { method: "PATCH", body: change });
}

export function deleteSavedView(id: string): Promise<unknown> {
  return callApi(`/api/v1/views/${encodeURIComponent(id)}`, { method: "DELETE" });
}
