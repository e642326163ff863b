import type { ProviderRoute } from "../provider-route.ts";

/** Video synthesis at Alibaba's Model Studio. Cancelling is not documented well enough to be let through. */
export const dashscopeRoutes: readonly ProviderRoute[] = [
  {
    method: "POST",
    path: "/api/v1/services/aigc/video-generation/video-synthesis",
    kind: "create",
    operation: "create",
  },
  { method: "GET", path: "/api/v1/tasks/{id}", kind: "retrieve" },
];
