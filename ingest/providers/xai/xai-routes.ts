import type { ProviderRoute } from "../provider-route.ts";

/** The video calls of xAI's REST API; one poll serves all of them. */
export const xaiRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/v1/videos/generations", kind: "create", operation: "create" },
  { method: "POST", path: "/v1/videos/edits", kind: "create", operation: "edit" },
  { method: "POST", path: "/v1/videos/extensions", kind: "create", operation: "extend" },
  { method: "GET", path: "/v1/videos/{id}", kind: "retrieve" },
];
