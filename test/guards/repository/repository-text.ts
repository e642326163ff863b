import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFiles } from "../../../scripts/docs/repository-files.ts";
import { repositoryRoot } from "../lint/planted-tree.ts";

/** A text file of the repository, with its path from the root. */
export interface RepositoryText {
  readonly file: string;
  readonly text: string;
}

/** Every text file of the repository; files with a NUL byte are binary and left out. */
export function repositoryTexts(): RepositoryText[] {
  return repositoryFiles(repositoryRoot)
    .map((file) => ({ file, text: readFileSync(join(repositoryRoot, file), "utf8") }))
    .filter(({ text }) => !text.includes("\0"));
}

/** Where `pattern` occurs, as `file:line: what`. */
export function occurrences(texts: readonly RepositoryText[], pattern: RegExp): string[] {
  return texts.flatMap(({ file, text }) =>
    text.split("\n").flatMap((line, index) => {
      const match = pattern.exec(line);
      return match === null ? [] : [`${file}:${index + 1}: ${match[0].trim()}`];
    }),
  );
}
