import { FILE, type ProviderRoute } from "../provider-route.ts";

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
  { method: "GET", path: "/v1beta/files/{id}:download", kind: "content", object: FILE },
  { method: "GET", path: "/v1beta/files/{id}", kind: "auxiliary", object: FILE },
];
