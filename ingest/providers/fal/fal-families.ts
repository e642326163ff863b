/** Which model of fal's price page an endpoint runs, where that page lists it; prices of endpoints go by this name. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["fal-ai/wan-25-preview/text-to-video", "wan-2.5"],
  ["fal-ai/wan-25-preview/image-to-video", "wan-2.5"],
  ["fal-ai/kling-video/v2.5-turbo/pro/text-to-video", "kling-2.5-turbo-pro"],
  ["fal-ai/kling-video/v2.5-turbo/pro/image-to-video", "kling-2.5-turbo-pro"],
  ["fal-ai/veo3", "veo-3"],
  ["fal-ai/veo3/image-to-video", "veo-3"],
  ["fal-ai/ovi", "ovi"],
  ["fal-ai/ovi/image-to-video", "ovi"],
]);

/** Null for an endpoint that the page does not list. */
export function falFamily(endpoint: string): string | null {
  return FAMILIES.get(endpoint) ?? null;
}
