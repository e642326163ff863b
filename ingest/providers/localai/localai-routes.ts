import { FILE, type ProviderRoute } from "../provider-route.ts";

/** LocalAI's video endpoint, and the files that its answers name. */
export const localaiRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: "/video", kind: "create", operation: "create", blocking: true },
  { method: "GET", path: "/generated-videos/{id}", kind: "content", object: FILE },
];
