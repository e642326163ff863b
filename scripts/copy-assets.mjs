// Copies into dist/ what the compiler leaves behind: files that are read at run time.
import { cp, readdir, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Folders copied whole, without their TypeScript sources (the compiler's own output stays). */
const assetFolders = ["db/postgres/migrations", "db/clickhouse/migrations", "simulator/assets"];

const isSource = (name) => /\.tsx?$/.test(name) || name === "tsconfig.json";

for (const folder of assetFolders) {
  const from = join(root, folder);
  if (!existsSync(from)) continue;
  const to = join(root, "dist", folder);
  // A migration that was renamed must not live on in the build.
  if (existsSync(to)) {
    for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
      const isCompiled = /\.(js|js\.map|d\.ts|d\.ts\.map)$/.test(entry.name);
      if (entry.isFile() && !isCompiled) await rm(join(entry.parentPath, entry.name));
    }
  }
  await cp(from, to, { recursive: true, filter: (path) => !isSource(path) });
}
