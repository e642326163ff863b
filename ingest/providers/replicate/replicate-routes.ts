import type { ProviderRoute } from "../provider-route.ts";

/** The predictions of Replicate's SDK, of a version, an official model or a deployment; its base URL holds `/v1`. */
export const replicateRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/v1/predictions", kind: "create", operation: "create" },
  {
    method: "POST",
    path: "/v1/models/{owner}/{name}/predictions",
    kind: "create",
    operation: "create",
  },
  {
    method: "POST",
    path: "/v1/deployments/{owner}/{name}/predictions",
    kind: "create",
    operation: "create",
  },
  { method: "GET", path: "/v1/predictions/{id}", kind: "retrieve" },
  { method: "POST", path: "/v1/predictions/{id}/cancel", kind: "cancel" },
];
