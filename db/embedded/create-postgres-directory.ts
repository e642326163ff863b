import { existsSync, renameSync, rmSync } from "node:fs";

import { startNeighbour } from "./child-process.ts";
import { DataPlaneError } from "./data-plane-error.ts";
import { lastLines } from "./last-lines.ts";

/** A first start took 4–7 s; a machine ten times slower still passes. */
const CREATE_DEADLINE_MS = 120_000;

/**
 * Creates the Postgres data directory unless it is there, in a process of its own. It appears under
 * its name only when it is complete, so a crash in between leaves nothing half made.
 */
export async function createPostgresDirectory(directory: string): Promise<void> {
  if (existsSync(directory)) return;
  const unfinished = `${directory}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const child = startNeighbour("create-postgres", [unfinished]);
  const output = lastLines(child);
  const deadline = setTimeout(() => child.kill("SIGKILL"), CREATE_DEADLINE_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearTimeout(deadline);
  if (code !== 0) {
    throw new DataPlaneError({
      code: "data_plane_start_failed",
      message: "The embedded Postgres could not be created. See the log, or set DATABASE_URL.",
      detail: output(),
      retry: false,
    });
  }
  renameSync(unfinished, directory);
}
