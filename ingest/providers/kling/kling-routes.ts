import type { ProviderRoute } from "../provider-route.ts";

/** Legacy endpoints under `/v1/videos`; a job's own path is its create's. Those that continue others' clips are left out. */
const LEGACY_ENDPOINTS = [
  "text2video",
  "image2video",
  "multi-image2video",
  "omni-video",
  "motion-control",
  "effects",
  "avatar/image2video",
] as const;

const LEGACY_BASE = "/v1/videos/";

/** Endpoints of the present API; the model is in the path. */
const PRESENT_ENDPOINTS = ["text-to-video", "image-to-video", "omni-video", "motion-control"];

/**
 * Both of Kling's APIs. One question is about one task: Kling would answer several, and such by their makers' own ids,
 * which nobody here can tell the owner of.
 */
export const klingRoutes: readonly ProviderRoute[] = [
  ...LEGACY_ENDPOINTS.flatMap((endpoint): ProviderRoute[] => [
    { method: "POST", path: `${LEGACY_BASE}${endpoint}`, kind: "create", operation: "create" },
    { method: "GET", path: `${LEGACY_BASE}${endpoint}/{id}`, kind: "retrieve" },
  ]),
  ...PRESENT_ENDPOINTS.map((endpoint): ProviderRoute => ({
    method: "POST",
    path: `/${endpoint}/{model}`,
    kind: "create",
    operation: "create",
  })),
  {
    method: "GET",
    path: "/tasks",
    kind: "retrieve",
    jobId: { in: "query", name: "task_ids", alone: true },
  },
];

/** Which endpoint a create went to: `v1/text2video`, `text-to-video`. */
export function endpointOf(route: string): string {
  return route.startsWith(LEGACY_BASE)
    ? `v1/${route.slice(LEGACY_BASE.length)}`
    : (route.split("/")[1] ?? "");
}

/** Where a task is asked for, by the endpoint that its create went to. */
export function taskPath(endpoint: unknown, id: string): string {
  const name = encodeURIComponent(id);
  return typeof endpoint === "string" && endpoint.startsWith("v1/")
    ? `${LEGACY_BASE}${endpoint.slice("v1/".length)}/${name}`
    : `/tasks?task_ids=${name}`;
}
