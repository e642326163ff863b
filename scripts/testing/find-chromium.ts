import { existsSync } from "node:fs";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
] as const;

/**
 * The path of a Chromium: `CHROMIUM_PATH` when it is set, else the first usual place that exists.
 * Undefined when there is none, also when `CHROMIUM_PATH` names a file that is not there.
 */
export function findChromium(
  env: Readonly<Record<string, string | undefined>>,
  exists: (path: string) => boolean = existsSync,
): string | undefined {
  const named = env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return exists(named) ? named : undefined;
  return usualPlaces.find((path) => exists(path));
}
