import type { ProviderRoute } from "../provider-route.ts";

/** The generations of Luma's Dream Machine; its SDK's base URL holds `/dream-machine/v1`. */
export const dreamMachineRoutes: readonly ProviderRoute[] = [
  {
    method: "POST",
    path: "/dream-machine/v1/generations",
    kind: "create",
    operation: "create",
  },
  {
    method: "POST",
    path: "/dream-machine/v1/generations/video",
    kind: "create",
    operation: "create",
  },
  { method: "GET", path: "/dream-machine/v1/generations/{id}", kind: "retrieve" },
  { method: "DELETE", path: "/dream-machine/v1/generations/{id}", kind: "delete" },
];
