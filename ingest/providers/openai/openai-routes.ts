import type { ProviderRoute } from "../provider-route.ts";

/** The video calls of the `openai` SDK, version 6; the paths are those of its `resources/videos`. */
export const openaiRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/v1/videos", kind: "create", operation: "create" },
  { method: "GET", path: "/v1/videos", kind: "list" },
  { method: "POST", path: "/v1/videos/edits", kind: "create", operation: "edit" },
  { method: "POST", path: "/v1/videos/extensions", kind: "create", operation: "extend" },
  { method: "POST", path: "/v1/videos/characters", kind: "auxiliary", object: "character" },
  { method: "GET", path: "/v1/videos/characters/{id}", kind: "auxiliary", object: "character" },
  { method: "GET", path: "/v1/videos/{id}", kind: "retrieve" },
  { method: "DELETE", path: "/v1/videos/{id}", kind: "delete" },
  { method: "GET", path: "/v1/videos/{id}/content", kind: "content" },
  { method: "POST", path: "/v1/videos/{id}/remix", kind: "create", operation: "remix" },
];
