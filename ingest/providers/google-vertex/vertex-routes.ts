import type { ProviderRoute } from "../provider-route.ts";

const PARENT = "projects/{project}/locations/{location}/publishers/google/models/{model}";

/** The video calls of Vertex AI, in both versions that SDKs use. A poll is a POST that names its operation. */
export const vertexRoutes: readonly ProviderRoute[] = ["v1", "v1beta1"].flatMap(
  (version): ProviderRoute[] => [
    {
      method: "POST",
      path: `/${version}/${PARENT}:predictLongRunning`,
      kind: "create",
      operation: "create",
    },
    {
      method: "POST",
      path: `/${version}/${PARENT}:fetchPredictOperation`,
      kind: "retrieve",
      jobId: { in: "body", name: "operationName", as: `${PARENT}/operations/` },
    },
  ],
);
