import { posix } from "node:path";
import { documentReferences } from "./document-references.ts";
import type { Reference } from "./document-references.ts";
import type { RepositoryFacts } from "./repository-facts.ts";

/** A Markdown file: its path from the repository's root and its text. */
export interface Document {
  readonly file: string;
  readonly text: string;
}

// Names that are built or fetched, not kept: mentioning them is no fault.
const notKept = /^(?:dist|node_modules|\.reelmeter)(?:\/|$)/;

/** Each mention of something that does not exist, as `file:line: what`, in reading order. */
export function referenceFaults(documents: readonly Document[], facts: RepositoryFacts): string[] {
  return documents.flatMap((document) =>
    documentReferences(document.text, facts.folders)
      .filter((found) => !exists(found, document, documents, facts))
      .map(
        (found) => `${document.file}:${found.line}: ${found.kind} ${found.target} does not exist`,
      ),
  );
}

/** Each variable of the configuration that the README's environment table leaves out. */
export function undocumentedVariables(readme: Document, facts: RepositoryFacts): string[] {
  const rows = readme.text.split("\n").filter((line) => line.trimStart().startsWith("|"));
  const documented = new Set(
    rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`([A-Z][A-Z0-9_]*)`/g)].map((m) => m[1]),
    ),
  );
  return [...facts.configVariables]
    .filter((name) => !documented.has(name))
    .map((name) => `${readme.file}:1: variable ${name} is missing in the environment table`);
}

function exists(
  found: Reference,
  document: Document,
  documents: readonly Document[],
  facts: RepositoryFacts,
): boolean {
  switch (found.kind) {
    case "npm script":
      return facts.npmScripts.has(found.target);
    case "variable":
      return facts.variables.has(found.target);
    case "path":
      return notKept.test(found.target) || isPath(found.target.replace(/^\.\//, ""), facts);
    case "link":
      return isLink(found.target, document, documents, facts);
  }
}

function isLink(
  target: string,
  document: Document,
  documents: readonly Document[],
  facts: RepositoryFacts,
): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? document.file : posix.join(posix.dirname(document.file), path);
  const linked = documents.find((other) => other.file === file);
  if (anchor !== undefined && linked !== undefined) return headings(linked.text).has(anchor);
  return file === "." || isPath(file, facts);
}

/** A file, a folder, a pattern with `*` that begins with one, or the bare name of some file. */
function isPath(target: string, facts: RepositoryFacts): boolean {
  const fixed = target.replace(/[^/]*\*.*$/, "").replace(/\/$/, "");
  return facts.files.some(
    (file) =>
      file === fixed ||
      file.startsWith(`${fixed}/`) ||
      (!fixed.includes("/") && posix.basename(file) === fixed),
  );
}

function headings(text: string): Set<string> {
  const titles = [...text.matchAll(/^#{1,6}\s+(.*?)\s*$/gm)].map((match) => match[1] ?? "");
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(/\s/g, "-"),
    ),
  );
}
