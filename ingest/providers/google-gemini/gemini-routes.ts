import { FILE, type ProviderRoute } from "../provider-route.ts";

export const INTERACTIONS = "/v1beta/interactions";

/** The video calls of the Gemini API; operations are named by their whole path. */
export const geminiRoutes: readonly ProviderRoute[] = [
  {
    method: "POST",
    path: "/v1beta/models/{model}:predictLongRunning",
    kind: "create",
    operation: "create",
  },
  {
    method: "GET",
    path: "/v1beta/models/{model}/operations/{id}",
    kind: "retrieve",
    jobId: { in: "path", name: "id", as: "models/{model}/operations/{id}" },
  },
  { method: "POST", path: INTERACTIONS, kind: "create", operation: "create", blocking: true },
  { method: "GET", path: `${INTERACTIONS}/{id}`, kind: "retrieve" },
  { method: "POST", path: `${INTERACTIONS}/{id}/cancel`, kind: "cancel" },
  { method: "DELETE", path: `${INTERACTIONS}/{id}`, kind: "delete" },
  { method: "GET", path: "/v1beta/files/{id}:download", kind: "content", object: FILE },
  { method: "GET", path: "/v1beta/files/{id}", kind: "auxiliary", object: FILE },
];
