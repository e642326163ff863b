import { FILE, type ProviderRoute } from "../provider-route.ts";

const V2_CREATE = "/v2/video_generation";

/** Both of MiniMax's video APIs. A task of the second one that waits can be cancelled. */
export const minimaxRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: V2_CREATE, kind: "create", operation: "create" },
  { method: "GET", path: "/v2/query/video_generation/{id}", kind: "retrieve" },
  { method: "DELETE", path: "/v2/video_generation/{id}", kind: "cancel" },
  { method: "POST", path: "/v1/video_generation", kind: "create", operation: "create" },
  {
    method: "GET",
    path: "/v1/query/video_generation",
    kind: "retrieve",
    jobId: { in: "query", name: "task_id" },
  },
  // Answers where a clip lies, which is elsewhere: no download.
  {
    method: "GET",
    path: "/v1/files/retrieve",
    kind: "auxiliary",
    object: FILE,
    jobId: { in: "query", name: "file_id" },
  },
];

/** Which of the APIs a create went to: their jobs are asked for in different ways. */
export function apiOf(route: string): "v1" | "v2" {
  return route === V2_CREATE ? "v2" : "v1";
}

/** Where a task is asked for. */
export function queryPath(api: unknown, id: string): string {
  const name = encodeURIComponent(id);
  return api === "v2"
    ? `/v2/query/video_generation/${name}`
    : `/v1/query/video_generation?task_id=${name}`;
}
