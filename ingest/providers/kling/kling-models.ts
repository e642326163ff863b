/** What the present API calls models in its paths, as the legacy one and the price list call them. */
const LISTED_NAMES: ReadonlyMap<string, string> = new Map([
  ["kling-3.0", "kling-v3"],
  ["kling-3.0-omni", "kling-v3-omni"],
  ["kling-o1", "kling-video-o1"],
  ["kling-2.6", "kling-v2-6"],
  ["kling-2.5-turbo", "kling-v2-5-turbo"],
]);

export function listedModel(model: string): string {
  return LISTED_NAMES.get(model) ?? model;
}

/** Models whose modes are resolutions: before them both modes made 720p, or only some made 1080p. */
const MODES_ARE_TIERS = /^kling-(?:v3|v3-omni|video-o1|v2-6|v2-5-turbo)$/;

const TIERS: readonly (readonly [mode: string, resolution: string])[] = [
  ["std", "720p"],
  ["pro", "1080p"],
  ["4k", "4k"],
];

/** The resolution that a mode of the legacy API makes; undefined where that is not documented. */
export function resolutionOfMode(model: string, mode: string | undefined): string | undefined {
  if (!MODES_ARE_TIERS.test(model)) return undefined;
  return TIERS.find(([name]) => name === mode)?.[1];
}

/** The mode that the price list knows a resolution by. */
export function modeOfResolution(resolution: string | undefined): string | undefined {
  return TIERS.find(([, name]) => name === resolution)?.[0];
}

/** It takes no word about sound: its clips always have some. */
export const ALWAYS_WITH_SOUND = "kling-3.0-turbo";
