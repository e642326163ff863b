import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = fileURLToPath(new URL("../../..", import.meta.url));

/** A temporary copy of the repository's tool configuration, with planted files instead of the code. */
export interface PlantedTree extends Disposable {
  readonly root: string;
}

/**
 * Makes a tree in which the tools see `files` (path → text) as files of the real folders, under the
 * real configuration. Dispose of it to remove it.
 */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  const root = mkdtempSync(join(tmpdir(), "reelmeter-planted-"));
  const copy = (path: string): void =>
    cpSync(join(repositoryRoot, path), join(root, path), { recursive: true });
  for (const path of [
    ".oxlintrc.json",
    "tsconfig.base.json",
    "tsconfig.json",
    "package.json",
    "scripts/lint",
  ]) {
    copy(path);
  }
  for (const folder of readdirSync(repositoryRoot, { withFileTypes: true })) {
    const config = `${folder.name}/tsconfig.json`;
    if (folder.isDirectory() && existsSync(join(repositoryRoot, config))) copy(config);
  }
  symlinkSync(join(repositoryRoot, "node_modules"), join(root, "node_modules"), "junction");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) };
}
