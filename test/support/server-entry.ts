import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/**
 * What `node` has to be given to run the server: what `npm test` built, as a user starts it; the sources where nothing
 * was built for this run, which takes a start thrice as long.
 */
export function serverEntry(): readonly string[] {
  return process.env["REELMETER_BUILT"] === "true"
    ? ["--max-semi-space-size=32", join(ROOT, "dist/server/main.js")]
    : ["--import", "tsx", join(ROOT, "server/main.ts")];
}
