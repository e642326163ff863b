import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AnnotationsAnswer, NoteInput, NotePatch, NoteRow } from "../../api/contract/notes.ts";
import type { View } from "../view/view.ts";
import { callApi } from "./call-api.ts";

export function annotationsQuery({ fromMs, toMs }: Pick<View, "fromMs" | "toMs">) {
  const query = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  return queryOptions({
    queryKey: ["annotations", query],
    queryFn: ({ signal }) => callApi<AnnotationsAnswer>("/api/v1/annotations", { query, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

export function writeNote(input: NoteInput): Promise<NoteRow> {
  return callApi("/api/v1/notes", { method: "POST", body: input });
}

export function changeNote(id: string, change: NotePatch): Promise<NoteRow> {
  return callApi(`/api/v1/notes/${encodeURIComponent(id)}`, { method: "PATCH", body: change });
}

export function deleteNote(id: string): Promise<unknown> {
  return callApi(`/api/v1/notes/${encodeURIComponent(id)}`, { method: "DELETE" });
}
