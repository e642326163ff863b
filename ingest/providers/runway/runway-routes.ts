import type { ProviderRoute } from "../provider-route.ts";

/** The calls of Runway's SDK that make a video, and its tasks. */
export const runwayRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/v1/text_to_video", kind: "create", operation: "create" },
  { method: "POST", path: "/v1/image_to_video", kind: "create", operation: "create" },
  { method: "POST", path: "/v1/video_to_video", kind: "create", operation: "edit" },
  { method: "POST", path: "/v1/character_performance", kind: "create", operation: "edit" },
  { method: "POST", path: "/v1/video_upscale", kind: "create", operation: "edit" },
  { method: "GET", path: "/v1/tasks/{id}", kind: "retrieve" },
  { method: "DELETE", path: "/v1/tasks/{id}", kind: "delete" },
];
