import type { ProviderRoute } from "../provider-route.ts";

/** The generations of Luma's Agents API; its SDK's base URL holds `/v1`. */
export const lumaRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/v1/generations", kind: "create", operation: "create" },
  { method: "GET", path: "/v1/generations/{id}", kind: "retrieve" },
];
