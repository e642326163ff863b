import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type {
  RevenueImport,
  RevenueImportDetail,
  RevenueImportDryRun,
  RevenueImportProfile,
  RevenueImportProfiles,
  RevenueImportsAnswer,
} from "../../api/contract/revenue-imports.ts";
import type {
  RevenueAnswer,
  RevenueInput,
  RevenueVersionsAnswer,
  RevenueWritten,
} from "../../api/contract/revenue.ts";
import type { RevenueMappingInput } from "../../domain/revenue-file/mapping.ts";
import { featuresOf, type RevenueSearch } from "../view/revenue-search.ts";
import { dayAfter } from "../view/time-range.ts";
import { stringifySearch } from "../view/url-codec.ts";
import { callApi } from "./call-api.ts";
import { ProblemError, readProblem } from "./problem-error.ts";

const PAGE = 50;
/** An import that somebody watches is looked at this often. */
const WATCH_MS = 2_000;

export const REVENUE_KEY = ["revenue"];

/** The list; its days are the zone's, both included. */
export const revenueQuery = (search: RevenueSearch, timeZone: string) => {
  const { since, until, feature: _feature, ...rest } = search;
  const query = {
    ...rest,
    feature: featuresOf(search),
    ...(since === undefined ? {} : { from: since, tz: timeZone }),
    ...(until === undefined ? {} : { to: dayAfter(until), tz: timeZone }),
  };
  return infiniteQueryOptions({
    queryKey: [...REVENUE_KEY, "list", query],
    initialPageParam: "",
    queryFn: ({ signal, pageParam }) =>
      callApi<RevenueAnswer>("/api/v1/revenue", {
        query: { limit: PAGE, cursor: pageParam, ...query },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });
};

export const revenueVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...REVENUE_KEY, "versions", id],
    queryFn: ({ signal }) =>
      callApi<RevenueVersionsAnswer>(`/api/v1/revenue/${id}/versions`, { signal }),
  });

export const revenueImportsQuery = infiniteQueryOptions({
  queryKey: [...REVENUE_KEY, "imports"],
  initialPageParam: "",
  queryFn: ({ signal, pageParam }) =>
    callApi<RevenueImportsAnswer>("/api/v1/revenue/imports", {
      query: { limit: PAGE, cursor: pageParam },
      signal,
    }),
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: ({ state }) => {
    const rows = state.data?.pages.flatMap((page) => page.data) ?? [];
    return rows.some((row) => row.state === "reading" || row.state === "applying")
      ? WATCH_MS
      : false;
  },
});

export const PROFILES_KEY = ["revenue-import-profiles"];

export const importProfilesQuery = queryOptions({
  queryKey: PROFILES_KEY,
  queryFn: ({ signal }) =>
    callApi<RevenueImportProfiles>("/api/v1/revenue/import-profiles", { signal }),
});

/** @param idempotencyKey the same key again, after a lost answer, books nothing twice */
export function addRevenue(input: RevenueInput, idempotencyKey: string): Promise<RevenueWritten> {
  return callApi("/api/v1/revenue", {
    method: "POST",
    body: input,
    headers: { "idempotency-key": idempotencyKey },
  });
}

export function saveImportProfile(
  name: string,
  mapping: RevenueMappingInput,
): Promise<RevenueImportProfile> {
  return callApi(`/api/v1/revenue/import-profiles/${encodeURIComponent(name)}`, {
    method: "PUT",
    body: mapping,
  });
}

export function revertRevenueImport(id: string): Promise<RevenueImport> {
  return callApi(`/api/v1/revenue/imports/${id}/revert`, { method: "POST" });
}

export interface SentFile {
  readonly file: File;
  readonly mapping: RevenueMappingInput;
  /** How much of the file has arrived, 0 to 1. The server reads it as it comes. */
  readonly onProgress: (fraction: number) => void;
}

export function tryRevenueFile(sent: SentFile): Promise<RevenueImportDryRun> {
  return sendFile(sent, { dry_run: "true" });
}

export function importRevenueFile(sent: SentFile): Promise<RevenueImportDetail> {
  return sendFile(sent, { name: sent.file.name });
}

/** XMLHttpRequest, because fetch does not tell how far an upload is. @throws ProblemError as `callApi` */
function sendFile<Answer>(
  { file, mapping, onProgress }: SentFile,
  query: Record<string, string>,
): Promise<Answer> {
  const search = stringifySearch({ ...query, mapping: JSON.stringify(mapping) });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/revenue/import${search}`);
    request.setRequestHeader("content-type", "text/csv");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const { status, responseText } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(responseText) as Answer);
      else void readProblem(new Response(responseText, { status })).then(reject);
    });
    request.addEventListener("error", () => {
      reject(new ProblemError({ status: 0, code: "unreachable", detail: "" }));
    });
    request.send(file);
  });
}
