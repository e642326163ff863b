import type { ProviderRoute } from "../provider-route.ts";

/** Tasks of video models at BytePlus ModelArk; the SDK's base URL holds `/api/v3`. */
export const arkRoutes: readonly ProviderRoute[] = [
  {
    method: "POST",
    path: "/api/v3/contents/generations/tasks",
    kind: "create",
    operation: "create",
  },
  { method: "GET", path: "/api/v3/contents/generations/tasks/{id}", kind: "retrieve" },
  { method: "DELETE", path: "/api/v3/contents/generations/tasks/{id}", kind: "delete" },
];
