import { FILE, type ProviderRoute } from "../provider-route.ts";

/**
 * What clients of a ComfyUI server need for their own workflows. Its queue and its whole history show everybody's, and
 * deleting from the queue is answered alike whether something was deleted or not: these stay undeclared.
 */
export const comfyuiRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/prompt", kind: "create", operation: "create" },
  { method: "GET", path: "/history/{id}", kind: "retrieve" },
  // Without an id it would stop whatever runs.
  {
    method: "POST",
    path: "/interrupt",
    kind: "cancel",
    jobId: { in: "body", name: "prompt_id" },
  },
  {
    method: "GET",
    path: "/view",
    kind: "content",
    object: FILE,
    jobId: { in: "query", name: "filename", with: ["subfolder", "type"] },
  },
  { method: "POST", path: "/upload/image", kind: "auxiliary", object: "image" },
  { method: "GET", path: "/ws", kind: "websocket" },
];
