import type { ProviderRoute } from "../provider-route.ts";

/** The video calls of OpenRouter's SDK; its base URL holds `/api/v1`. */
export const openrouterRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/api/v1/videos", kind: "create", operation: "create" },
  { method: "GET", path: "/api/v1/videos/models", kind: "auxiliary" },
  { method: "GET", path: "/api/v1/videos/{id}", kind: "retrieve" },
  { method: "GET", path: "/api/v1/videos/{id}/content", kind: "content" },
];
