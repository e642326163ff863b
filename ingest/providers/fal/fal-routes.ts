import type { ProviderRoute } from "../provider-route.ts";

/**
 * fal's queue, as its client calls it. A create names an endpoint (`fal-ai/veo3/image-to-video`), everything about the
 * request then only the app that the endpoint is of (`fal-ai/veo3`). Without the first rule a create's path could be that
 * of somebody's request.
 */
export const falRoutes: readonly ProviderRoute[] = [
  {
    method: "POST",
    path: "/{owner}/{endpoint...}",
    kind: "create",
    operation: "create",
    without: ["requests"],
  },
  { method: "GET", path: "/{app...}/requests/{id}/status", kind: "retrieve" },
  { method: "GET", path: "/{app...}/requests/{id}/status/stream", kind: "retrieve", streams: true },
  { method: "GET", path: "/{app...}/requests/{id}", kind: "retrieve" },
  { method: "PUT", path: "/{app...}/requests/{id}/cancel", kind: "cancel" },
];

/** Begin the names of apps that have one segment more. */
const NAMESPACES: ReadonlySet<string> = new Set(["workflows", "comfy"]);

/** Where the result of a request to this endpoint is. */
export function falResultPath(endpoint: string, requestId: string): string {
  const parts = endpoint.split("/");
  const app = parts.slice(0, NAMESPACES.has(parts[0] ?? "") ? 3 : 2).join("/");
  return `/${app}/requests/${encodeURIComponent(requestId)}`;
}
