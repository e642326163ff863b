import type { ProviderRoute } from "../provider-route.ts";
import { FILE } from "../provider-route.ts";

export const AZURE_VIDEOS = "/openai/v1/videos";
export const AZURE_JOBS = "/openai/v1/video/generations/jobs";

/** Sora 2 as OpenAI has it, and the jobs of Sora 1, whose clips are fetched by their own ids. */
export const azureRoutes: readonly ProviderRoute[] = [
  { method: "POST", path: AZURE_VIDEOS, kind: "create", operation: "create" },
  { method: "GET", path: AZURE_VIDEOS, kind: "list" },
  { method: "GET", path: `${AZURE_VIDEOS}/{id}`, kind: "retrieve" },
  { method: "DELETE", path: `${AZURE_VIDEOS}/{id}`, kind: "delete" },
  { method: "GET", path: `${AZURE_VIDEOS}/{id}/content`, kind: "content" },
  { method: "POST", path: `${AZURE_VIDEOS}/{id}/remix`, kind: "create", operation: "remix" },
  { method: "POST", path: AZURE_JOBS, kind: "create", operation: "create" },
  { method: "GET", path: `${AZURE_JOBS}/{id}`, kind: "retrieve" },
  { method: "DELETE", path: `${AZURE_JOBS}/{id}`, kind: "delete" },
  {
    method: "GET",
    path: "/openai/v1/video/generations/{id}/content/video",
    kind: "content",
    object: FILE,
  },
];
