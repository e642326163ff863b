import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

const outside = new Set([
  ".git",
  "node_modules",
  "dist",
  "coverage",
  "test-results",
  "playwright-report",
]);

/**
 * Every file that belongs to the repository, relative to `root`, with `/` between folders; what is
 * installed, built or written at run time is left out.
 */
export function repositoryFiles(root: string): string[] {
  return [...walk(root, root)].toSorted();
}

function* walk(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (outside.has(entry.name) || entry.name.startsWith(".reelmeter")) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(root, path);
    else if (!/\.(?:log|tsbuildinfo)$/.test(entry.name)) {
      yield relative(root, path).split(sep).join("/");
    }
  }
}
